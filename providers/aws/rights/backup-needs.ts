/** What whoever runs Terraform must be allowed on AWS for backups in vaults: docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html */
import { need, type Needs } from '../../../core/rights/needs';
import { of, passRoles, serviceRoles, useKeys } from './actions';

export const ofBackups: Needs = {
  aws_backup_vault: need(of('backup', 'DescribeBackupVault', 'ListTags'), [
    ...of('backup', 'CreateBackupVault', 'DeleteBackupVault', 'TagResource', 'UntagResource'),
    ...of('backup', 'ListRecoveryPointsByBackupVault', 'DeleteRecoveryPoint', 'DescribeRecoveryPoint'),
    ...of('backup-storage', 'MountCapsule'),
    ...useKeys,
    ...of('kms', 'RetireGrant'),
  ]),
  aws_backup_vault_lock_configuration: need(
    of('backup', 'DescribeBackupVault'),
    of('backup', 'PutBackupVaultLockConfiguration', 'DeleteBackupVaultLockConfiguration'),
  ),
  aws_backup_plan: need(of('backup', 'GetBackupPlan', 'ListTags'), [
    ...of('backup', 'CreateBackupPlan', 'UpdateBackupPlan', 'DeleteBackupPlan', 'TagResource', 'UntagResource'),
  ]),
  aws_backup_selection: need(of('backup', 'GetBackupSelection'), [
    ...of('backup', 'CreateBackupSelection', 'DeleteBackupSelection'),
    ...passRoles,
    ...serviceRoles,
  ]),
  aws_backup_restore_testing_plan: need(of('backup', 'GetRestoreTestingPlan', 'ListTags'), [
    ...of('backup', 'CreateRestoreTestingPlan', 'UpdateRestoreTestingPlan', 'DeleteRestoreTestingPlan'),
    ...of('backup', 'TagResource', 'UntagResource'),
    ...serviceRoles,
  ]),
  aws_backup_restore_testing_selection: need(of('backup', 'GetRestoreTestingSelection'), [
    ...of('backup', 'CreateRestoreTestingSelection', 'UpdateRestoreTestingSelection', 'DeleteRestoreTestingSelection'),
    ...passRoles,
  ]),
};
