/** The platform stack: what runs inside an environment's cluster, in the order in which it stands on each other. */
import type { App } from 'cdktf';
import { Construct } from 'constructs';
import { ADDONS, addonsOf } from '../../constructs/addons';
import type { AddonKey } from '../../constructs/addons/schema';
import { namespaceOf } from '../../constructs/addons/namespaces';
import type { CloudServices } from '../../constructs/cloud-services/contract';
import type { Component } from '../../core/cdktf/component';
import { namespaceSchema, type NamespaceProps } from '../../constructs/namespace/schema';
import type { Plan } from '../plan/plan';
import type { InCluster, InstalledAddon, Platform, Waited } from '../../constructs/platform';
import { EnvironmentStack } from '../../core/cdktf/stack';
import { settingsOf } from './settings';

export class PlatformStack extends EnvironmentStack {
  readonly components: readonly Component[];
  /** Where the user names things: apart from what CDKTF itself puts in a stack, such as `backend`. */
  private readonly named = new Construct(this, 'Default:named');
  private readonly namespaceScope = new Construct(this, 'namespace');
  private storage: Waited | undefined;
  private readonly built: Component[] = [];
  private readonly namespaces = new Map<string, Waited>();
  private readonly addons = new Map<AddonKey, Waited>();
  private readonly constructs = new Map<string, Waited>();

  constructor(
    scope: App,
    private readonly plan: Plan,
    private readonly platform: Platform,
  ) {
    super(scope, platformStackId(plan), settingsOf(plan));
    const { cloud, environment, target } = plan;
    // Which cloud's target meets its own services is known to the cloud alone.
    // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment
    const services: CloudServices = new cloud.Services(this, 'cloud', { environment, target });
    const on: InCluster = {
      environment,
      cloud: services,
      storage: () => this.storage?.ready ?? [],
      namespace: (name) => this.namespaces.get(name)?.ready ?? [],
      addon: (key) => this.addons.get(key)?.ready ?? [],
      construct: (id) => this.constructs.get(id)?.ready ?? [],
    };
    this.createStorage(on);
    this.createLoadBalancers(on);
    this.createNamespaces(on);
    this.createAddons(on);
    this.createClusters(on);
    this.createWorkloads(on);
    this.createObservability(on);
    this.components = [services, ...this.built];
  }

  private keep<T extends Component>(component: T): T {
    this.built.push(component);
    return component;
  }

  private createStorage(on: InCluster): void {
    const { kafkaClusters, clickHouseClusters, searchClusters } = on.environment;
    const clusters = [kafkaClusters, clickHouseClusters, searchClusters].some((all) => Object.keys(all).length > 0);
    if (clusters || this.installed().some(({ addon }) => addon.volumes))
      this.storage = this.keep(new this.platform.StorageClass(this, 'storage', {}, on));
  }

  /**
   * Before every namespace, so that it goes after them: a namespace is gone only when its services are, and those only when
   * somebody has taken down their load balancers.
   */
  private createLoadBalancers(on: InCluster): void {
    const entry = this.installed().find(({ key }) => key === 'loadBalancerController');
    if (!entry) return;
    this.createNamespace(on, namespaceOf(on.environment, entry.key));
    this.createAddon(on, entry);
  }

  private createNamespaces(on: InCluster): void {
    for (const name of Object.keys(this.allNamespaces(on))) this.createNamespace(on, name);
  }

  private createNamespace(on: InCluster, name: string): void {
    if (name === 'kube-system' || this.namespaces.has(name)) return;
    const props = this.allNamespaces(on)[name]!;
    const labels = { ...this.labelsOf(name), ...props.labels };
    const made = new this.platform.Namespace(this.namespaceScope, name, { ...props, labels }, on);
    this.namespaces.set(name, this.keep(made));
  }

  /** The environment's own, and those of add-ons that it does not name. */
  private allNamespaces({ environment }: InCluster): Record<string, NamespaceProps> {
    const ofAddons = this.installed().map(({ key, addon: { podSecurity } }) => {
      // Charts bring no network policies, and their webhooks are called from outside the cluster.
      const made = namespaceSchema.parse({ podSecurity, defaultDeny: false, limitRange: false });
      return [namespaceOf(environment, key), made] as const;
    });
    return { ...Object.fromEntries(widest(ofAddons)), ...environment.namespaces };
  }

  /** What add-ons want a namespace to be labelled with. */
  private labelsOf(namespace: string): Record<string, string> {
    const { environment } = this.plan;
    const wanted = this.installed().map(({ addon, props }) => addon.namespaceLabels?.(props, environment)[namespace]);
    return Object.assign({}, ...wanted) as Record<string, string>;
  }

  private installed() {
    const { cloud, environment } = this.plan;
    return addonsOf(environment).filter(({ addon }) => addon.builtIn?.[cloud.name] === undefined);
  }

  private createAddons(on: InCluster): void {
    for (const entry of inOrder(this.installed())) if (!this.addons.has(entry.key)) this.createAddon(on, entry);
  }

  private createAddon(on: InCluster, entry: InstalledAddon): void {
    this.addons.set(entry.key, this.keep(new this.platform.Addon(this, entry.addon.id, entry, on)));
  }

  private createClusters(on: InCluster): void {
    const { KafkaCluster, ClickHouseCluster, SearchCluster } = this.platform;
    const { kafkaClusters, clickHouseClusters, searchClusters } = on.environment;
    this.each(kafkaClusters, (id, props) => new KafkaCluster(this.named, id, props, on));
    this.each(clickHouseClusters, (id, props) => new ClickHouseCluster(this.named, id, props, on));
    this.each(searchClusters, (id, props) => new SearchCluster(this.named, id, props, on));
  }

  private createWorkloads(on: InCluster): void {
    this.each(on.environment.workloads, (id, props) => new this.platform.Workload(this.named, id, props, on));
  }

  private createObservability(on: InCluster): void {
    if (this.addons.has('monitoring')) this.keep(new this.platform.Observability(this, 'observability', {}, on));
  }

  private each<P>(record: Readonly<Record<string, P>>, make: (id: string, props: P) => Waited): void {
    for (const [id, props] of Object.entries(record)) this.constructs.set(id, this.keep(make(id, props)));
  }
}

/** `<system>-<environment>-<cloud>-platform`. */
export const platformStackId = ({ stackId }: Plan): string => `${stackId}-platform`;

/** Whether anything runs in the cluster that an environment describes. */
export const hasPlatform = ({ environment }: Plan): boolean =>
  environment.cluster !== undefined &&
  [environment.addons, environment.namespaces, environment.workloads].some((record) => Object.keys(record).length > 0);

const WIDTH = ['restricted', 'baseline', 'privileged'];

/** Add-ons that share a namespace get the standard that the least restricted of them needs. */
function widest<P extends { podSecurity: string }>(entries: readonly (readonly [string, P])[]): [string, P][] {
  const found = new Map<string, P>();
  for (const [name, props] of entries) {
    const before = found.get(name);
    if (!before || WIDTH.indexOf(props.podSecurity) > WIDTH.indexOf(before.podSecurity)) found.set(name, props);
  }
  return [...found];
}

/** Each after those that it names in `after`; otherwise in the order of the list of add-ons. */
function inOrder<E extends { readonly key: AddonKey }>(entries: readonly E[]): E[] {
  const sorted: E[] = [];
  const visit = (entry: E): void => {
    if (sorted.includes(entry)) return;
    for (const key of ADDONS[entry.key].after ?? []) {
      const other = entries.find((one) => one.key === key);
      if (other) visit(other);
    }
    sorted.push(entry);
  };
  entries.forEach(visit);
  return sorted;
}
