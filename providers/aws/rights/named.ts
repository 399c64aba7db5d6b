/**
 * Services whose resources have names of the environment's own: what changes them, and reads secrets, is limited to these
 * names. What lists or describes is not: most of that takes no name, or asks for several at once. EKS is not here: a cluster
 * may be an existing one, of any name.
 */
import type { AwsTarget } from '../../../constructs/environment/targets';
import type { NeedsContext } from '../../../core/rights/needs';

type Context = NeedsContext<AwsTarget>;

interface Named {
  readonly of: RegExp;
  /** Resources of the service, after the account in their ARNs. */
  readonly on: (context: Context) => readonly string[];
}

/** The environment's name without the hyphen, with which names of log groups go on. */
const systemOf = ({ prefix }: Context): string => prefix.replace(/-$/, '');

export const NAMED: Readonly<Record<string, readonly Named[]>> = {
  secretsmanager: [
    {
      of: /:(Get(SecretValue|ResourcePolicy)|DescribeSecret|(Create|Update|Delete)Secret|PutSecretValue|UpdateSecretVersionStage|(Tag|Untag)Resource)$/,
      on: ({ path }) => [`secret:${path}*`],
    },
  ],
  rds: [
    {
      // Of a server of any environment.
      of: /:CreateDBInstanceReadReplica$/,
      on: ({ prefix }) => [`*:${prefix}*`, 'og:default*', 'pg:default*', 'db:*'],
    },
    {
      // An instance may take the default options and parameters of its engine. Copies of backups in another region are numbered.
      of: /:(Create|Modify|Delete|Reboot|Reset|Start|Stop|Promote|AddTags|RemoveTags)/,
      on: ({ prefix }) => [`*:${prefix}*`, 'og:default*', 'pg:default*', 'auto-backup:*'],
    },
    {
      // From any snapshot: AWS names those of a server and of a vault.
      of: /:Restore/,
      on: ({ prefix }) => [`*:${prefix}*`, 'og:default*', 'pg:default*', 'auto-backup:*', 'snapshot:*'],
    },
  ],
  elasticache: [
    {
      // From any snapshot: ElastiCache names the daily ones.
      of: /:CreateReplicationGroup$/,
      on: ({ prefix }) => [`*:${prefix}*`, 'snapshot:*'],
    },
    { of: /:(Create|Modify|Delete|Reset|Increase|Decrease|AddTags|RemoveTags)/, on: ({ prefix }) => [`*:${prefix}*`] },
  ],
  logs: [
    {
      of: /:((Create|Delete)LogGroup|(Put|Delete)RetentionPolicy|(Associate|Disassociate)KmsKey|(Put|Delete)MetricFilter)$/,
      on: (context) => [
        `log-group:/aws/*${systemOf(context)}*`,
        `log-group:aws-waf-logs-${systemOf(context)}*`,
        'log-group:/aws/route53/*',
      ],
    },
  ],
  sns: [
    {
      of: /:((Create|Delete)Topic|SetTopicAttributes|Subscribe|(Tag|Untag)Resource)$/,
      on: ({ prefix }) => [`${prefix}*`],
    },
  ],
  states: [
    {
      of: /:((Create|Update|Delete)StateMachine|(Tag|Untag)Resource)$/,
      on: ({ prefix }) => [`stateMachine:${prefix}*`],
    },
  ],
  scheduler: [{ of: /:(Create|Update|Delete)Schedule$/, on: ({ prefix }) => [`schedule/default/${prefix}*`] }],
  backup: [
    {
      of: /:((Create|Delete)BackupVault|(Put|Delete)BackupVaultLockConfiguration)$/,
      on: ({ prefix }) => [`backup-vault:${prefix}*`],
    },
  ],
  cloudformation: [{ of: /:(Create|Update|Delete)Stack$/, on: ({ prefix }) => [`stack/${prefix}*/*`] }],
};
