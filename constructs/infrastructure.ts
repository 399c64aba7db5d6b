/** What the infrastructure stack has, as a stack that is applied after it knows it: by its names, which never change. */
import { present } from '../core/invariant';
import { nameFor, type NameLimit, type Namespace } from '../core/names';
import { isBelow } from './dns-zone/domains';
import type { DnsZoneProps } from './dns-zone/schema';
import type { Environment } from './environment/schema';

export class Infrastructure {
  constructor(
    readonly environment: Environment,
    private readonly namespace: Namespace,
  ) {}

  /** The name of a resource of the infrastructure stack. */
  name(limit: NameLimit, ...resource: string[]): string {
    return nameFor(limit, this.namespace, ...resource);
  }

  /** The zone that a host is in: the nearest above it. */
  zoneOf(host: string): { readonly id: string; readonly zone: DnsZoneProps } {
    const [nearest] = Object.entries(this.environment.dnsZones)
      .filter(([, { domain }]) => host === domain || isBelow(host, domain))
      .sort(([, one], [, other]) => other.domain.length - one.domain.length);
    const [id, zone] = present(nearest, `zone of ${host}`);
    return { id, zone };
  }
}
