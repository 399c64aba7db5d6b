/** What to do instead of a change that would cost a server its data, or that Azure refuses. */
export const REMEDIES = {
  owner:
    'Azure would delete the server and its data. Leave it, or move to another server: add a second entry to databases, copy the data, then remove this one.',
  database: 'Azure would delete the database and its data. Leave it, and create others with SQL.',
  version:
    'Azure upgrades no server with replicas. Remove readReplicas and apply, then set the version and apply, then add them again.',
};
