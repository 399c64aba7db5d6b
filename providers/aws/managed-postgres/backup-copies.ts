/** What is lost with the region of a server whose backups are copied to another one: docs.aws.amazon.com/prescriptive-guidance/latest/dr-standard-edition-amazon-rds/rds-pitr-snapshot.html */
import type { RegionLoss } from '../../../constructs/environment/recovery';

export const backupCopies: RegionLoss = { minutes: 30, because: 'RDS copies its log within 5 to 30 minutes' };
