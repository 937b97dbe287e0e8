const stamps = { createdAt: 'created_at', updatedAt: 'updated_at' }

/** The library's names for columns → ours. */
export const userFields = {
  ...stamps,
  emailVerified: 'email_verified',
  twoFactorEnabled: 'two_factor_enabled',
}

export const sessionFields = {
  ...stamps,
  userId: 'user_id',
  expiresAt: 'expires_at',
  ipAddress: 'ip_address',
  userAgent: 'user_agent',
}

export const accountFields = {
  ...stamps,
  userId: 'user_id',
  providerId: 'provider_id',
  accountId: 'account_id',
  accessToken: 'access_token',
  refreshToken: 'refresh_token',
  idToken: 'id_token',
  accessTokenExpiresAt: 'access_token_expires_at',
  refreshTokenExpiresAt: 'refresh_token_expires_at',
}

export const verificationFields = { ...stamps, expiresAt: 'expires_at' }

export const twoFactorFields = {
  userId: 'user_id',
  backupCodes: 'backup_codes',
  failedVerificationCount: 'failed_verification_count',
  lockedUntil: 'locked_until',
}

export const passkeyFields = {
  userId: 'user_id',
  publicKey: 'public_key',
  credentialID: 'credential_id',
  deviceType: 'device_type',
  backedUp: 'backed_up',
  createdAt: 'created_at',
}
