/** The edge stack: what stands between the internet and an environment. It finds the infrastructure by its names. */
import type { Construct } from 'constructs';

import { bucketCdns, gatewayCdns } from '../../constructs/cdn/before';
import type { Cache, Cdn, GatewayCdn } from '../../constructs/cdn/contract';
import type { EdgeDeps } from '../../constructs/cloud';
import { Infrastructure } from '../../constructs/infrastructure';
import type { Frontend } from '../../constructs/load-balancer/contract';
import { idOf } from '../../constructs/registry';
import type { WebFirewall } from '../../constructs/web-firewall/contract';
import { guardedBy } from '../../constructs/web-firewall/named';
import type { Component } from '../../core/cdktf/component';
import { EnvironmentStack, type PresentNames } from '../../core/cdktf/stack';
import { present } from '../../core/invariant';
import { mapValues } from '../../core/records';
import { namespaceOf } from '../plan/namespace';
import type { Plan } from '../plan/plan';
import { emitOutputs } from './outputs';
import { Protection } from './protection';
import { settingsOf } from './settings';

interface Deps extends EdgeDeps {
  /** What is asked about requests, by the name that others have for it. */
  readonly firewall: (name: string | undefined) => WebFirewall | undefined;
}

export class EdgeStack extends EnvironmentStack {
  readonly kind = 'edge';
  /** Components by their paths in the environment, or by their ids where the environment does not name them. */
  readonly components = new Map<string, Component>();

  constructor(
    scope: Construct,
    private readonly plan: Plan,
    presentNames?: PresentNames,
  ) {
    super(scope, present(plan.stacks.edge, 'edge stack'), { ...settingsOf(plan, 'edge'), presentNames });
    const { cloud, environment, target } = plan;
    cloud.configure(this, target);
    const foundation = this.keep(
      'foundation',
      // The infrastructure stack has turned on what it needs.
      new cloud.Foundation(this, 'foundation', { target, keys: environment.keys, uses: new Set() }),
    );
    const infrastructure = new Infrastructure(environment, namespaceOf(plan, 'infrastructure'));
    const firewalls = this.createFirewalls({ foundation, infrastructure });
    const firewall = (name: string | undefined) =>
      name === undefined ? undefined : present(firewalls[name], `webFirewalls.${name}`);
    const deps = { foundation, infrastructure, firewall };
    const cdns = { ...this.createFrontend(deps), ...this.createBucketCdns(deps) };
    this.allowInvalidating(cdns, { foundation, infrastructure });
    emitOutputs(this, this.components.values());
    this.keep('protection', new Protection(this, this.components));
  }

  private createFirewalls(deps: EdgeDeps): Readonly<Record<string, WebFirewall>> {
    const { cloud, environment } = this.plan;
    const { create } = cloud.kits.webFirewall;
    return mapValues(environment.webFirewalls, (id, props) =>
      this.keep(
        `webFirewalls.${id}`,
        new create(this, idOf('webFirewall', id), props, { ...deps, guarded: guardedBy(id, environment) }),
      ),
    );
  }

  private createFrontend({ firewall: firewallOf, ...deps }: Deps): Record<string, GatewayCdn> {
    const { cloud, environment } = this.plan;
    const { loadBalancer: props } = environment;
    if (!props) return {};
    const cdns = gatewayCdns(environment);
    // Cdns before it share one.
    const firewall = firewallOf(props.webFirewall ?? cdns[0]?.[1].webFirewall);
    const frontend = new cloud.kits.loadBalancer.frontend(this, 'load-balancer', props, { ...deps, firewall });
    this.keep('loadBalancer', frontend);
    const before = this.createGatewayCdns({ ...deps, firewall, frontend });
    frontend.serve(Object.values(before));
    return before;
  }

  private createGatewayCdns(
    deps: EdgeDeps & { readonly firewall: WebFirewall | undefined; readonly frontend: Frontend },
  ): Record<string, GatewayCdn> {
    const { cloud, environment } = this.plan;
    return mapValues(Object.fromEntries(gatewayCdns(environment)), (id, props) =>
      this.keep(`cdns.${id}`, new cloud.kits.cdn.ofGateway(this, idOf('cdn', id), props, deps)),
    );
  }

  private createBucketCdns({ firewall: firewallOf, ...deps }: Deps): Record<string, Cdn> {
    const { cloud, environment } = this.plan;
    return mapValues(Object.fromEntries(bucketCdns(environment)), (id, props) => {
      const firewall = firewallOf(props.webFirewall);
      return this.keep(`cdns.${id}`, new cloud.kits.cdn.create(this, idOf('cdn', id), props, { ...deps, firewall }));
    });
  }

  /** Identities that the infrastructure stack has. */
  private allowInvalidating(cdns: Readonly<Record<string, { readonly cache: Cache }>>, deps: EdgeDeps): void {
    const { cloud, environment } = this.plan;
    for (const [id, { invalidate }] of Object.entries(environment.deployIdentities)) {
      if (invalidate.length === 0) continue;
      const { invalidation } = cloud.kits.deployIdentity;
      const cacheOf = (name: string) => present(cdns[name], `cdns.${name}`).cache;
      const caches = Object.fromEntries(invalidate.map((name) => [this.presentName('cdns', name), cacheOf(name)]));
      this.keep(`deployIdentities.${id}`, new invalidation(this, idOf('deployIdentity', id), { caches }, deps));
    }
  }

  private presentName(record: string, name: string): string {
    return this.presentPath(`${record}.${name}`).slice(record.length + 1);
  }

  private keep<T extends Component>(path: string, component: T): T {
    this.components.set(this.presentPath(path), component);
    return component;
  }
}
