/** The edge stack: what stands between the internet and an environment. It finds the infrastructure by its names. */
import type { Construct } from 'constructs';

import type { EdgeDeps } from '../../constructs/cloud';
import { Infrastructure } from '../../constructs/infrastructure';
import { idOf } from '../../constructs/registry';
import type { WebFirewall } from '../../constructs/web-firewall/contract';
import { guardedBy } from '../../constructs/web-firewall/named';
import type { Component } from '../../core/cdktf/component';
import { EnvironmentStack, type PresentNames } from '../../core/cdktf/stack';
import { present } from '../../core/invariant';
import { mapValues } from '../../core/records';
import type { Plan } from '../plan/plan';
import { emitOutputs } from './outputs';
import { Protection } from './protection';
import { namespaceOf, settingsOf } from './settings';

type Firewalls = Readonly<Record<string, WebFirewall>>;

export class EdgeStack extends EnvironmentStack {
  readonly kind = 'edge';
  /** Components by their paths in the environment, or by their ids where the environment does not name them. */
  readonly components = new Map<string, Component>();

  constructor(scope: Construct, plan: Plan, presentNames?: PresentNames) {
    super(scope, present(plan.stacks.edge, 'edge stack'), { ...settingsOf(plan, 'edge'), presentNames });
    const { cloud, environment, target } = plan;
    cloud.configure(this, target);
    const foundation = this.keep(
      'foundation',
      // The infrastructure stack has turned on what it needs.
      new cloud.Foundation(this, 'foundation', { target, keys: environment.keys, uses: new Set() }),
    );
    const infrastructure = new Infrastructure(environment, namespaceOf(plan, 'infrastructure'));
    const deps = { foundation, infrastructure };
    const firewalls = this.createFirewalls(plan, deps);
    this.createFrontend(plan, deps, firewalls);
    for (const [id, props] of Object.entries(environment.cdns)) {
      const firewall = named(props.webFirewall, firewalls);
      this.keep(`cdns.${id}`, new cloud.kits.cdn.create(this, idOf('cdn', id), props, { ...deps, firewall }));
    }
    emitOutputs(this, this.components.values());
    this.keep('protection', new Protection(this, this.components));
  }

  private createFirewalls({ cloud, environment }: Plan, deps: EdgeDeps): Firewalls {
    const { create } = cloud.kits.webFirewall;
    return mapValues(environment.webFirewalls, (id, props) =>
      this.keep(
        `webFirewalls.${id}`,
        new create(this, idOf('webFirewall', id), props, { ...deps, guarded: guardedBy(id, environment) }),
      ),
    );
  }

  private createFrontend(
    { cloud, environment: { loadBalancer: props } }: Plan,
    deps: EdgeDeps,
    firewalls: Firewalls,
  ): void {
    if (!props) return;
    const firewall = named(props.webFirewall, firewalls);
    const { frontend } = cloud.kits.loadBalancer;
    this.keep('loadBalancer', new frontend(this, 'load-balancer', props, { ...deps, firewall }));
  }

  private keep<T extends Component>(path: string, component: T): T {
    this.components.set(this.presentPath(path), component);
    return component;
  }
}

const named = (firewall: string | undefined, firewalls: Firewalls): WebFirewall | undefined =>
  firewall === undefined ? undefined : present(firewalls[firewall], `webFirewalls.${firewall}`);
