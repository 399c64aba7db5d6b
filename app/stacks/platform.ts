/** The platform stack: everything inside an environment's cluster, in order of dependency. */
import { Construct } from 'constructs';

import type { AddonKey } from '../../constructs/addons/schema';
import { grantsOf } from '../../constructs/cluster/access';
import type { InCluster, InClusterKits, Waited, WaitedAddon, WaitedByDatabase } from '../../constructs/in-cluster';
import { isKept } from '../../constructs/managed-postgres/auditing';
import type { NamespaceProps } from '../../constructs/namespace/schema';
import { type ClusterConstructKind, type ConstructKind, CONSTRUCTS, KINDS } from '../../constructs/registry';
import type { InstalledAddon } from '../../constructs/resolved';
import type { Component } from '../../core/cdktf/component';
import { EnvironmentStack, type PresentNames } from '../../core/cdktf/stack';
import { inOrder } from '../../core/order';
import type { Plan } from '../plan/plan';
import { Protection } from './protection';
import { settingsOf } from './settings';

type NamedKind = Exclude<ClusterConstructKind, 'namespace'>;

const isNamedKind = (kind: ConstructKind): kind is NamedKind =>
  CONSTRUCTS[kind].place === 'cluster' && kind !== 'namespace';

/** Created last: workloads wait for the clusters that they call, charts for whatever they come after. */
const LAST: readonly NamedKind[] = ['workload', 'chart'];

/** Kinds in the order of creation. */
const NAMED_KINDS: readonly NamedKind[] = [
  ...KINDS.filter(isNamedKind).filter((kind) => !LAST.includes(kind)),
  ...LAST,
];

export class PlatformStack extends EnvironmentStack {
  readonly kind = 'platform';
  /** Components by their paths in the environment, or by their ids where the environment does not name them. */
  readonly components = new Map<string, Component>();
  /** Scope of constructs that the user names, so that a name such as `backend` does not clash with CDKTF's own. */
  private readonly named = new Construct(this, 'Default:named');
  private readonly namespaceScope = new Construct(this, 'namespace');
  private readonly deps: InCluster;
  private storage: Waited | undefined;
  private priorities: Waited | undefined;
  private users: WaitedByDatabase | undefined;
  private readonly namespaces = new Map<string, Waited>();
  private readonly addons = new Map<AddonKey, WaitedAddon>();
  private readonly constructs = new Map<string, Waited>();

  constructor(
    scope: Construct,
    private readonly plan: Plan,
    private readonly inCluster: InClusterKits,
    presentNames?: PresentNames,
  ) {
    const id = plan.stacks.platform ?? `${plan.stacks.infrastructure}-platform`;
    super(scope, id, { ...settingsOf(plan, 'platform'), presentNames });
    const { cloud, environment, target, identities, secrets, addonNamespaces, exporters, guarded, mesh, addons } = plan;
    this.deps = {
      environment,
      secrets,
      addons,
      addonNamespaces,
      exporters,
      guarded,
      mesh,
      cloud: this.keep('cloud', new cloud.CloudLookup(this, 'cloud', { environment, target, identities })),
      storage: () => this.storage?.ready ?? [],
      priorities: () => this.priorities?.ready ?? [],
      namespace: (name) => this.namespaces.get(name)?.ready ?? [],
      addon: (key) => this.addons.get(key)?.ready ?? [],
      addonCrds: (key) => this.addons.get(key)?.crds ?? [],
      users: (secrets) => secrets.flatMap(({ secret, user }) => (user ? (this.users?.of(secret) ?? []) : [])),
      construct: (id) => this.constructs.get(id)?.ready ?? [],
    };
    inCluster.configure(this);
    this.createStorage();
    this.createPriorities();
    this.createLoadBalancers();
    this.createNamespaces();
    this.createAccess();
    this.createAddons();
    this.createUsers();
    for (const kind of NAMED_KINDS) this.createAll(kind);
    this.createObservability();
    this.keep('protection', new Protection(this, this.components));
  }

  private createStorage(): void {
    const { addons, environment } = this.plan;
    const holdsVolumes = (kind: NamedKind): boolean =>
      this.inCluster.kits[kind].volumes === true && Object.keys(environment[CONSTRUCTS[kind].at]).length > 0;
    if (NAMED_KINDS.some(holdsVolumes) || addons.some(({ addon }) => addon.volumes))
      this.storage = this.keep('storage', new this.inCluster.StorageClass(this, 'storage', {}, this.deps));
  }

  private createPriorities(): void {
    if (this.plan.addons.length > 0)
      this.priorities = this.keep('priorities', new this.inCluster.PriorityClasses(this, 'priority', {}, this.deps));
  }

  /**
   * Created before every other namespace, so that it is destroyed after them: deleting a namespace waits for its
   * services, and deleting a service waits until the controller has removed its load balancer.
   */
  private createLoadBalancers(): void {
    const entry = this.plan.addons.find(({ key }) => key === 'loadBalancerController');
    if (!entry) return;
    const namespace = this.plan.namespaces[entry.namespace];
    if (namespace) this.createNamespace(entry.namespace, namespace);
    this.createAddon(entry);
  }

  private createNamespaces(): void {
    for (const [name, props] of Object.entries(this.plan.namespaces))
      if (!this.namespaces.has(name)) this.createNamespace(name, props);
  }

  private createNamespace(name: string, props: NamespaceProps): void {
    const { create } = this.inCluster.kits.namespace;
    const created = new create(this.namespaceScope, name, props, this.deps);
    this.namespaces.set(name, this.keep(`namespaces.${name}`, created));
  }

  private createAccess(): void {
    if (grantsOf(this.plan.environment).length > 0)
      this.keep('access', new this.inCluster.Access(this, 'access', {}, this.deps));
  }

  private createAddons(): void {
    const { addons } = this.plan;
    for (const entry of addons) if (!this.addons.has(entry.key)) this.createAddon(entry);
    const inOrderOfObjects = inOrder(
      addons,
      ({ key }) => key,
      ({ addon }) => addon.objectsAfter ?? [],
    );
    for (const { key } of inOrderOfObjects) this.addons.get(key)?.createObjects();
  }

  private createAddon(entry: InstalledAddon): void {
    const created = new this.inCluster.Addon(this, entry.addon.id, entry, this.deps);
    this.addons.set(entry.key, this.keep(`addons.${entry.key}`, created));
  }

  private createUsers(): void {
    const { DatabaseUsers } = this.inCluster;
    const { environment } = this.plan;
    const areKept = Object.values(environment.databases).some((database) => isKept(environment, database));
    if (areKept) this.users = this.keep('users', new DatabaseUsers(this, 'database-users', {}, this.deps));
  }

  private createObservability(): void {
    if (this.addons.has('monitoring'))
      this.keep('observability', new this.inCluster.Observability(this, 'observability', {}, this.deps));
  }

  private keep<T extends Component>(path: string, component: T): T {
    this.components.set(this.presentPath(path), component);
    return component;
  }

  private createAll(kind: NamedKind): void {
    const { at } = CONSTRUCTS[kind];
    // The cast is safe: each kit takes the props of its own kind.
    const create = this.inCluster.kits[kind].create as new (
      ...given: [Construct, string, unknown, InCluster]
    ) => Waited;
    const named = this.plan.environment[at] as Readonly<Record<string, { readonly after?: readonly string[] }>>;
    const all = inOrder(
      Object.entries(named),
      ([id]) => id,
      ([, { after = [] }]) => after,
    );
    for (const [id, props] of all)
      this.constructs.set(id, this.keep(`${at}.${id}`, new create(this.named, id, props, this.deps)));
  }
}
