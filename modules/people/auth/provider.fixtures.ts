import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll } from 'vitest'

/** A small identity provider on this machine: whoever comes is the person of `claims`. */
export async function testProvider(clientId: string) {
  const { privateKey, publicKey } = await generateKeyPair('RS256')
  const key = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const state: { issuer: string; claims: Record<string, unknown>; nonce: string } = {
    issuer: '',
    claims: {},
    nonce: '',
  }
  const idToken = () =>
    new SignJWT({ ...state.claims, nonce: state.nonce })
      .setProtectedHeader({ alg: 'RS256', kid: key.kid })
      .setIssuer(state.issuer)
      .setAudience(clientId)
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(privateKey)
  const answers: Record<string, () => Promise<unknown>> = {
    '/.well-known/openid-configuration': async () => ({
      issuer: state.issuer,
      authorization_endpoint: `${state.issuer}/authorize`,
      token_endpoint: `${state.issuer}/token`,
      jwks_uri: `${state.issuer}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
    }),
    '/keys': async () => ({ keys: [key] }),
    '/token': async () => ({
      access_token: 'access',
      token_type: 'Bearer',
      expires_in: 300,
      id_token: await idToken(),
    }),
  }
  const server = createServer(async (request, response) => {
    const answer = answers[new URL(request.url ?? '/', state.issuer).pathname]
    response.statusCode = answer ? 200 : 404
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer ? await answer() : {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server has no other kind
  state.issuer = `http://127.0.0.1:${port}`
  afterAll(() => new Promise((resolve) => server.close(resolve)))
  return state
}
