/**
 * Vaults on AWS: snapshots of a server by AWS Backup, which stay when the server goes; their copies in another region, their lock,
 * and the test of their restores. Snapshots only: of continuous backups AWS Backup would take over what RDS keeps itself, and
 * change the server behind Terraform's back.
 */
import { BackupPlan } from '@cdktf/provider-aws/lib/backup-plan';
import { BackupRestoreTestingPlan } from '@cdktf/provider-aws/lib/backup-restore-testing-plan';
import { BackupRestoreTestingSelection } from '@cdktf/provider-aws/lib/backup-restore-testing-selection';
import { BackupSelection } from '@cdktf/provider-aws/lib/backup-selection';
import { BackupVault } from '@cdktf/provider-aws/lib/backup-vault';
import { BackupVaultLockConfiguration } from '@cdktf/provider-aws/lib/backup-vault-lock-configuration';
import type { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import type { Construct } from 'constructs';

import type { RegionRole } from '../../../constructs/environment/targets';
import type { ManagedPostgresProps } from '../../../constructs/managed-postgres';
import { TEST_HOURS, testIn, vaultTimes } from '../../../constructs/managed-postgres/backups';
import { Component } from '../../../core/cdktf/component';
import { jsonencode } from '../../../core/cdktf/escape';
import { present } from '../../../core/invariant';
import type { Protectable } from '../../../core/protection';
import type { UsableKey } from '../encryption-key/encryption-key';
import type { Foundation } from '../foundation/foundation';
import { Role } from '../iam/access';
import { allowKeys } from '../iam/statement';
import { awsCron } from '../shared/cron';
import { names } from '../shared/names';

type Backups = Pick<ManagedPostgresProps['backups'], 'start' | 'retentionDays' | 'copies' | 'lock' | 'restoreTest'>;

export interface VaultsProps extends Backups {
  /** The database's name in the environment. */
  readonly database: string;
  readonly everyHours: number;
  readonly instance: DbInstance;
  /** Where tests restore, by region: otherwise in the default network, which may not exist. */
  readonly restoring: Partial<
    Readonly<Record<RegionRole, { readonly subnetGroup: string; readonly securityGroup: string }>>
  >;
  readonly key: UsableKey;
  /** Of the second region. */
  readonly keyOfCopies?: UsableKey;
  /** Whether the plan refuses to lose the vaults. */
  readonly isProtected: boolean;
  /** Whether backups may go with the server. */
  readonly mayBeLost: boolean;
}

/** Minutes within which a backup begins, the least that AWS Backup takes, and within which it must be done. */
const START_MINUTES = 60;
const COMPLETION_MINUTES = 1440;
/** Days after which a lock cannot be lifted, the least that AWS takes. */
const GRACE_DAYS = 3;
/** Backups of which the newest is restored. */
const TESTED_DAYS = 7;

const USE_KEYS = [
  ...['kms:CreateGrant', 'kms:DescribeKey', 'kms:Decrypt', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
  ...['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'],
];

export class Vaults extends Component<VaultsProps> {
  /** In the server's region. */
  readonly vault: BackupVault;
  /** In the second region. */
  readonly copies: BackupVault | undefined;
  private readonly role: Role;

  constructor(
    scope: Construct,
    id: string,
    props: VaultsProps,
    private readonly deps: { foundation: Foundation },
  ) {
    super(scope, id, props);
    this.role = this.createRole();
    this.vault = this.createVault('primary', props.key);
    this.copies = props.keyOfCopies && this.createVault('secondary', props.keyOfCopies);
    this.createPlan(this.copies);
    for (const region of props.restoreTest?.regions ?? []) this.testRestores(region);
  }

  /** As parts of the server. */
  override get protectables(): readonly Protectable[] {
    const { copies, isProtected } = this.props;
    return ['backups', ...(copies ? ['backups.copies'] : [])].map((part) => ({ part, isProtected }));
  }

  private createRole(): Role {
    const { key, keyOfCopies, restoreTest } = this.props;
    const props = {
      purpose: `${this.props.database}-backups`,
      service: 'backup.amazonaws.com',
      managedPolicies: [
        'service-role/AWSBackupServiceRolePolicyForBackup',
        ...(restoreTest ? ['service-role/AWSBackupServiceRolePolicyForRestores'] : []),
      ],
      statements: allowKeys(USE_KEYS, [...key.keyArns, ...(keyOfCopies?.keyArns ?? [])]),
    } as const;
    return new Role(this, 'role', props, this.deps);
  }

  /** AWS deletes no vault with backups in it. */
  private createVault(role: RegionRole, { keyArn }: UsableKey): BackupVault {
    const { lock, isProtected, mayBeLost } = this.props;
    const region = this.deps.foundation.region(role);
    const id = role === 'primary' ? 'vault' : 'copies';
    const vault = this.createAs('vault', id, BackupVault, {
      name: this.name(names.backupVault, this.props.database),
      kmsKeyArn: keyArn,
      region,
      forceDestroy: mayBeLost,
      lifecycle: { preventDestroy: isProtected },
    });
    if (lock)
      this.createAs('lock', `${id}-lock`, BackupVaultLockConfiguration, {
        backupVaultName: vault.name,
        minRetentionDays: lock.days,
        changeableForDays: GRACE_DAYS,
        region,
      });
    return vault;
  }

  private createPlan(copies: BackupVault | undefined): void {
    const { everyHours, retentionDays, instance } = this.props;
    const { minute, hours } = vaultTimes(this.props, everyHours);
    const plan = this.create('plan', BackupPlan, {
      name: this.name(names.backupPlan, this.props.database),
      rule: [
        {
          ruleName: `every-${everyHours}-hours`,
          targetVaultName: this.vault.name,
          schedule: `cron(${minute} ${hours.join(',')} * * ? *)`,
          startWindow: START_MINUTES,
          completionWindow: COMPLETION_MINUTES,
          lifecycle: { deleteAfter: retentionDays },
          ...(copies && {
            copyAction: [
              { destinationVaultArn: copies.arn, lifecycle: { deleteAfter: this.props.copies?.retentionDays } },
            ],
          }),
        },
      ],
    });
    this.create('selection', BackupSelection, {
      name: this.name(names.backupPlan, this.props.database),
      planId: plan.id,
      iamRoleArn: this.role.arn,
      resources: [instance.arn],
      dependsOn: [...this.role.grants],
    });
  }

  /** The vault of a region. */
  vaultIn(role: RegionRole): BackupVault {
    return role === 'primary' ? this.vault : present(this.copies, 'vault of the second region');
  }

  private testRestores(role: RegionRole): void {
    const { restoreTest, restoring, instance } = this.props;
    const { subnetGroup, securityGroup } = present(restoring[role], `network of the test in the ${role} region`);
    const region = this.deps.foundation.region(role);
    const name = this.name(names.restoreTest, this.props.database).replaceAll('-', '_');
    const plan = this.createAs('restoreTest', testIn(role), BackupRestoreTestingPlan, {
      name,
      region,
      scheduleExpression: awsCron(present(restoreTest, 'test').cron),
      scheduleExpressionTimezone: 'Etc/UTC',
      startWindowHours: 1,
      recoveryPointSelection: [
        {
          algorithm: 'LATEST_WITHIN_WINDOW',
          includeVaults: [this.vaultIn(role).arn],
          recoveryPointTypes: ['SNAPSHOT'],
          selectionWindowDays: TESTED_DAYS,
        },
      ],
    });
    this.createAs('restoreTestSelection', `${testIn(role)}-selection`, BackupRestoreTestingSelection, {
      name,
      region,
      restoreTestingPlanName: plan.name,
      protectedResourceType: 'RDS',
      protectedResourceArns: [instance.arn],
      iamRoleArn: this.role.arn,
      restoreMetadataOverrides: {
        dbSubnetGroupName: subnetGroup,
        vpcSecurityGroupIds: jsonencode([securityGroup]),
        multiAz: 'false',
        publiclyAccessible: 'false',
      },
      validationWindowHours: TEST_HOURS,
      dependsOn: [...this.role.grants],
    });
  }
}
