/** A picture as it is kept: drawn anew, so that nothing but the picture is in it. */
export type Picture = { bytes: Uint8Array; mediaType: 'image/webp'; width: number; height: number }

/**
 * Reads a PNG, JPEG or WebP of at most 60 million pixels and draws it anew as WebP, upright, no larger than
 * `longest` pixels a side, without what cameras and people write into files (place, name, scripts behind the end).
 * Null when it is not a picture, or a larger one: both are refused by whoever asks.
 */
export async function readPicture(bytes: Uint8Array, longest: number): Promise<Picture | null> {
  // A large library that few requests need.
  const { default: sharp } = await import('sharp')
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: 60_000_000, failOn: 'error', pages: 1 })
      .rotate()
      .resize({ width: longest, height: longest, fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    return { bytes: data, mediaType: 'image/webp', width: info.width, height: info.height }
  } catch {
    return null
  }
}
