/** Roles on a bucket. Readers may also get its metadata, because Tempo checks first that the bucket exists. */
export function bucketRoles(read: boolean, write: boolean): string[] {
  if (read && write) return ['objectUser', 'legacyBucketReader'];
  if (read) return ['objectViewer', 'legacyBucketReader'];
  return write ? ['legacyBucketWriter'] : [];
}
