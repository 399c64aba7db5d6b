/** The infrastructure stack: an environment's cloud resources, in order of dependency. */
import type { Construct } from 'constructs';

import { isBehindCdn } from '../../constructs/cdn/before';
import type { AlarmsDeps, BalancerDeps, BudgetDeps, Deps } from '../../constructs/cloud';
import type { Cluster } from '../../constructs/cluster/contract';
import { DRILL } from '../../constructs/drill';
import type { Keys } from '../../constructs/encryption-key';
import { isManaged } from '../../constructs/environment/managed';
import { standingBy } from '../../constructs/environment/standby';
import type { Foundation } from '../../constructs/foundation/contract';
import type { LoadBalancer } from '../../constructs/load-balancer/contract';
import { originHost, originZone } from '../../constructs/load-balancer/origin';
import type { ManagedPostgres } from '../../constructs/managed-postgres/contract';
import type { ManagedRedis } from '../../constructs/managed-redis/contract';
import type { Network } from '../../constructs/network/contract';
import { notificationsOf } from '../../constructs/notification/named';
import {
  type CloudConstructKind,
  type ConstructKind,
  CONSTRUCTS,
  type ContractOf,
  idOf,
  KINDS,
  stackOf,
} from '../../constructs/registry';
import type { SecretStore } from '../../constructs/secret-store/contract';
import { firewallOf } from '../../constructs/web-firewall/named';
import {
  type Right,
  type SecretRef,
  secretRights,
  type StoredSecret,
} from '../../constructs/workload-identity/contract';
import type { Component } from '../../core/cdktf/component';
import { EnvironmentStack, type PresentNames } from '../../core/cdktf/stack';
import { present } from '../../core/invariant';
import { nameFor } from '../../core/names';
import { compact, mapValues } from '../../core/records';
import { namespaceOf } from '../plan/namespace';
import type { Plan } from '../plan/plan';
import { FixedValues, fixedValuesOf } from './fixed-values';
import { emitOutputs } from './outputs';
import { Protection } from './protection';
import { readsOf, typesMadeIn } from './reads';
import { settingsOf } from './settings';

type NamedKind = Exclude<
  CloudConstructKind,
  | 'network'
  | 'cluster'
  | 'secret'
  | 'account'
  | 'alarms'
  | 'budget'
  | 'uptimeCheck'
  | 'cdn'
  | 'loadBalancer'
  | 'webFirewall'
>;
type NamedConstructs = { readonly [K in NamedKind]: Readonly<Record<string, ContractOf<K>>> };
type AnyCreate<D = Deps> = new (scope: Construct, id: string, props: unknown, deps: D) => Component;
type Servers = Readonly<Record<string, ManagedPostgres | ManagedRedis>>;

/** Constructs by name that send messages, for which they need notifications. */
const TELLING = ['budget', 'uptimeCheck'] as const;

/** Not among those that are created alike: one store creates all secrets. */
const APART: readonly ConstructKind[] = ['secret', ...TELLING];

/** Constructs that an environment has by name. */
const NAMED_KINDS = KINDS.filter(
  (kind): kind is NamedKind => stackOf(kind) === 'infrastructure' && CONSTRUCTS[kind].named && !APART.includes(kind),
);

export class InfrastructureStack extends EnvironmentStack {
  readonly kind = 'infrastructure';
  /** Components by their paths in the environment, or by their ids where the environment does not name them. */
  readonly components = new Map<string, Component>();

  constructor(
    scope: Construct,
    private readonly plan: Plan,
    presentNames?: PresentNames,
  ) {
    super(scope, plan.stacks.infrastructure, { ...settingsOf(plan, 'infrastructure'), presentNames });
    const { cloud, target } = plan;
    cloud.configure(this, target);
    const foundation = this.createFoundation();
    const network = this.createNetwork(foundation);
    const keys = this.createKeys(foundation);
    const deps = { foundation, keys, network, exporters: plan.exporters };
    const cluster = this.createCluster(deps);

    const named = this.createNamed(deps);
    const { managedPostgres: databases, managedRedis: caches, objectStore: stores, dnsZone: dnsZones } = named;

    this.delegate(dnsZones);
    const loadBalancer = cluster && this.createLoadBalancer({ foundation, network, cluster }, dnsZones);
    this.createTelling({ foundation, notifications: named.notification, standingBy: standingBy(plan.environment) });
    this.createAlarms({ foundation, notifications: named.notification, network, databases, caches, loadBalancer });
    this.createDrill({ foundation, notifications: named.notification });
    const servers = { ...databases, ...caches };
    const secrets = this.createSecrets(deps, servers);
    if (cluster) this.createIdentities({ foundation, cluster, stores, databases, caches, dnsZones }, servers, secrets);
    this.allowDeploying(named.deployIdentity, stores, cluster);
    emitOutputs(this, this.components.values());
    this.keep('protection', new Protection(this, this.components));
    this.rememberFixedValues();
  }

  private createFoundation(): Foundation {
    const { cloud, environment, target, uses } = this.plan;
    const copiesVolumes = environment.addons.velero?.volumes === 'copies';
    const props = { target, keys: environment.keys, uses, copiesVolumes };
    return this.keep('foundation', new cloud.Foundation(this, 'foundation', props));
  }

  private createNetwork(foundation: Foundation): Network {
    const { cloud, environment } = this.plan;
    const { create, existing } = cloud.kits.network;
    const { network: props } = environment;
    const network = isManaged(props)
      ? new create(this, 'network', props, { foundation })
      : new existing(this, 'network', present(props.existing[cloud.name], `network.existing.${cloud.name}`), {
          foundation,
        });
    return this.keep('network', network);
  }

  /** After the network, which says where the vault of keys gets its private address. */
  private createKeys(foundation: Foundation): Keys {
    const { cloud, environment } = this.plan;
    return this.keep('keys', new cloud.keys.create(this, 'keys', environment.keys, { foundation }));
  }

  private createCluster(deps: Deps): Cluster | undefined {
    const { cloud, environment } = this.plan;
    const { create, existing } = cloud.kits.cluster;
    const { cluster: props } = environment;
    if (!props) return undefined;
    const cluster = isManaged(props)
      ? new create(this, 'cluster', props, deps)
      : new existing(this, 'cluster', present(props.existing[cloud.name], `cluster.existing.${cloud.name}`), deps);
    return this.keep('cluster', cluster);
  }

  private createNamed(deps: Deps): NamedConstructs {
    const created = NAMED_KINDS.map((kind) => {
      const { at } = CONSTRUCTS[kind];
      // The cast is safe: each kit takes the props of its own kind.
      const create = this.plan.cloud.kits[kind].create as AnyCreate;
      const all = this.entriesOf(kind);
      return [
        kind,
        mapValues(all, (id, props) => this.keep(`${at}.${id}`, new create(this, idOf(kind, id), props, deps))),
      ] as const;
    });
    return Object.fromEntries(created) as unknown as NamedConstructs;
  }

  /** Notifications that only the account stack sends to are made there. */
  private entriesOf(kind: NamedKind): Readonly<Record<string, unknown>> {
    const { environment } = this.plan;
    const all = environment[CONSTRUCTS[kind].at] as Readonly<Record<string, unknown>>;
    if (kind !== 'notification') return all;
    const named = notificationsOf(environment, this.kind);
    return Object.fromEntries(Object.entries(all).filter(([id]) => named.has(id)));
  }

  private createTelling(deps: BudgetDeps): void {
    for (const kind of TELLING) {
      // The cast is safe: each kit takes the props of its own kind.
      const create = this.plan.cloud.kits[kind].create as AnyCreate<BudgetDeps>;
      const { at } = CONSTRUCTS[kind];
      for (const [id, props] of Object.entries<unknown>(this.plan.environment[at]))
        this.keep(`${at}.${id}`, new create(this, idOf(kind, id), props, deps));
    }
  }

  private createAlarms(deps: Omit<AlarmsDeps, 'environment' | 'nameInEdge'>): void {
    const { cloud, environment } = this.plan;
    const { alarms: props } = environment;
    if (!props) return;
    const nameInEdge: AlarmsDeps['nameInEdge'] = (limit, ...resource) =>
      nameFor(limit, namespaceOf(this.plan, 'edge'), ...resource);
    this.keep('alarms', new cloud.kits.alarms.create(this, 'alarms', props, { ...deps, environment, nameInEdge }));
  }

  private createDrill(deps: BudgetDeps): void {
    const { cloud, environment } = this.plan;
    const props = environment.recovery?.drill;
    if (props) this.keep('recovery.drill', new cloud.Drill(this, DRILL, props, deps));
  }

  private createLoadBalancer(
    deps: Pick<BalancerDeps, 'foundation' | 'network' | 'cluster'>,
    zones: NamedConstructs['dnsZone'],
  ): LoadBalancer | undefined {
    const { cloud, environment } = this.plan;
    const { loadBalancer: props } = environment;
    if (!props) return undefined;
    const zone = present(zones[present(originZone(environment), 'zone of the load balancer')], 'zone of the gateway');
    const origin = { host: originHost(environment), zone };
    const firewall = firewallOf(environment);
    return this.keep(
      'loadBalancer',
      new cloud.kits.loadBalancer.create(this, 'load-balancer', props, {
        ...deps,
        origin,
        firewall,
        isBehindCdn: isBehindCdn(environment),
      }),
    );
  }

  /** After all zones, of which one may be above another. */
  private delegate(zones: NamedConstructs['dnsZone']): void {
    for (const zone of Object.values(zones)) {
      const { parent } = zone.props;
      if (parent !== undefined) present(zones[parent], `dnsZones.${parent}`).leadTo(zone);
    }
  }

  /** Creates secrets that people fill in, and the connection details of servers that the cluster connects to. */
  private createSecrets(deps: Deps, servers: Servers): SecretStore | undefined {
    const {
      cloud,
      environment,
      uses,
      secrets: { connections: used },
    } = this.plan;
    if (!uses.has('secret')) return undefined;
    const connections = Object.fromEntries(used.map((id) => [id, present(servers[id], `server "${id}"`).connection]));
    const props = { secrets: environment.secrets, connections };
    return this.keep('secrets', new cloud.kits.secret.create(this, 'secrets', props, deps));
  }

  private createIdentities(
    deps: Omit<IdentityDeps, 'secrets'>,
    servers: Servers,
    store: SecretStore | undefined,
  ): void {
    const { cloud, identities } = this.plan;
    const secrets = (rights: readonly Right[]): Record<string, StoredSecret> =>
      Object.fromEntries(secretRights(rights).flatMap((right) => Object.entries(this.storedAs(right, servers, store))));
    for (const [name, props] of Object.entries(identities)) {
      const id = `identity-${name}`;
      this.keep(`identities.${name}`, new cloud.WorkloadIdentity(this, id, props, { ...deps, secrets }));
    }
  }

  /** Stored secrets of a name, by names for rights to them: the credentials of a server or its user, and an entry of the store. */
  private storedAs(
    { secret: id, user }: SecretRef,
    servers: Servers,
    store: SecretStore | undefined,
  ): Record<string, StoredSecret> {
    const owners = servers[id]?.stored;
    const entry = this.entryOf(id, store);
    const all = {
      [`${id}-1`]: user === undefined ? owners : undefined,
      [`${id}--${user}`]: user === undefined ? undefined : servers[id]?.secretOf(user),
      [`${id}-${owners ? 2 : 1}`]: entry,
    };
    return Object.fromEntries(
      Object.entries(all).filter((named): named is [string, StoredSecret] => named[1] !== undefined),
    );
  }

  /** Last, because their plans read everything else that the stack has. */
  private allowDeploying(
    identities: NamedConstructs['deployIdentity'],
    stores: NamedConstructs['objectStore'],
    cluster: Cluster | undefined,
  ): void {
    const { cloud, environment, stacks: ids } = this.plan;
    const { cluster: props } = environment;
    const types = typesMadeIn(this);
    for (const identity of Object.values(identities)) {
      const stacks = [...identity.props.plan, ...identity.props.apply];
      identity.allow({
        stores,
        cluster: props && isManaged(props) ? cluster : undefined,
        stacks: compact(stacks.map((stack) => ids[stack])),
        reads: (more) => readsOf(stacks, [...types, ...more], cloud.needs.types),
      });
    }
  }

  private entryOf(id: string, store: SecretStore | undefined): StoredSecret | undefined {
    const { environment, secrets } = this.plan;
    if (secrets.connections.includes(id)) return store?.connection(id);
    return id in environment.secrets ? store?.secret(id) : undefined;
  }

  private rememberFixedValues(): void {
    const values = fixedValuesOf(this.plan, this.kind);
    if (Object.keys(values).length > 0) this.keep('fixed', new FixedValues(this, values));
  }

  private keep<T extends Component>(path: string, component: T): T {
    this.components.set(this.presentPath(path), component);
    return component;
  }
}

type IdentityDeps = ConstructorParameters<Plan['cloud']['WorkloadIdentity']>[3];
