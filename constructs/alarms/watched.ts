/** What an environment has that raises alarms. */
import { compact } from '../../core/records';
import { isManaged } from '../environment/managed';
import type { Environment } from '../environment/schema';
import { testedVaultHours } from '../managed-postgres/backups';
import { isFollower } from '../managed-postgres/restore';
import type { ManagedPostgresProps } from '../managed-postgres/schema';
import { isFullOnPurpose } from '../managed-redis/eviction';
import type { ManagedRedisProps } from '../managed-redis/schema';
import { ALARM_NAMES, type AlarmName, ALARMS } from './catalogue';

/** A server of a database: the primary, or a read replica. */
export interface Server {
  /** The name of the database. */
  readonly database: string;
  readonly props: ManagedPostgresProps;
  /** The replica that it is. @default - the primary */
  readonly replica?: { readonly name: string; readonly props: ManagedPostgresProps['readReplicas'][string] };
}

export interface Cache {
  readonly cache: string;
  readonly props: ManagedRedisProps;
}

/** Things that alarms are about, by kind; of the entry and of NAT an environment has one at most. */
export interface Watched {
  readonly database: readonly Server[];
  readonly replica: readonly Server[];
  /** Primaries of which there are backups beside the daily ones. */
  readonly vault: readonly Server[];
  /** Primaries whose restore is tested. */
  readonly restoreTest: readonly Server[];
  readonly cache: readonly Cache[];
  readonly entry: readonly object[];
  readonly nat: readonly object[];
}

type Having = Pick<Environment, 'databases' | 'caches' | 'loadBalancer' | 'network'>;

export function watchedIn({ databases, caches, loadBalancer, network }: Having): Watched {
  const servers = Object.entries(databases).flatMap(([database, props]) => serversOf(database, props));
  const primaries = servers.filter(({ replica }) => replica === undefined);
  return {
    database: servers,
    replica: servers.filter(({ replica, props }) => replica !== undefined || isFollower(props)),
    vault: primaries.filter(({ props }) => testedVaultHours(props.backups) !== undefined),
    restoreTest: primaries.filter(({ props }) => props.backups.restoreTest !== undefined),
    cache: Object.entries(caches)
      .filter(([, props]) => !isFullOnPurpose(props))
      .map(([cache, props]) => ({ cache, props })),
    entry: compact([loadBalancer]),
    nat: isManaged(network) && network.nat !== 'none' ? [network] : [],
  };
}

const serversOf = (database: string, props: ManagedPostgresProps): Server[] => [
  { database, props },
  ...Object.entries(props.readReplicas).map(([name, replica]) => ({
    database,
    props,
    replica: { name, props: replica },
  })),
];

/** Names of the alarms on what an environment has. */
export function alarmsFor(environment: Having): AlarmName[] {
  const watched = watchedIn(environment);
  return ALARM_NAMES.filter((name) => watched[ALARMS[name].about].length > 0);
}
