/** Web firewalls as a dashboard shows them: what they block, or count, calls nobody. */
import { nameInCloud } from '../environment/renaming';
import type { Environment } from '../environment/schema';
import { idOf } from '../registry';
import { type Guarded, isCounted } from '../web-firewall/contract';
import { guardedBy } from '../web-firewall/named';
import type { WebFirewallProps } from '../web-firewall/schema';

export interface Firewall {
  /** What its chart is called. */
  readonly name: string;
  /** Its id in the edge stack, of which names in the cloud are made. */
  readonly id: string;
  readonly props: WebFirewallProps;
  readonly guarded: Guarded;
  /** Whether it only counts what it would block. */
  readonly counts: boolean;
}

export const firewallsIn = (environment: Environment): Firewall[] =>
  Object.entries(environment.webFirewalls).map(([name, props]) => ({
    name: `Firewall-${name}`,
    id: idOf('webFirewall', nameInCloud(name, props)),
    props,
    guarded: guardedBy(name, environment),
    counts: isCounted(props),
  }));
