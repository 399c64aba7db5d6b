/**
 * Access lists on AWS: a network ACL each for the public and the private tier, with its entries in it, so that they are there
 * before a subnet gets it, and change together.
 */
import { NetworkAcl, type NetworkAclIngress } from '@cdktf/provider-aws/lib/network-acl';
import type { Construct } from 'constructs';

import { POD_PORTS } from '../../../constructs/load-balancer/origin';
import { EVERYWHERE, listsOf, resolve, type ResolvedRule } from '../../../constructs/network/access-lists/lists';
import type { NetworkProps } from '../../../constructs/network/schema';
import { Component } from '../../../core/cdktf/component';
import { names } from '../shared/names';
import { entriesOf, type Entry, protocolOf, routers } from './acl-entries';
import { tiersOf } from './tiers';

export interface AccessListsProps {
  readonly network: NetworkProps;
  readonly vpcId: string;
  readonly subnetIds: Readonly<Record<'public' | 'private', readonly string[]>>;
  /** Whether clients call the gateway past a load balancer, from their own addresses. */
  readonly hasEntrance: boolean;
}

/** Clients keep their addresses behind the load balancer of the public tier, whose list has let them in. */
const ENTRANCE: ResolvedRule = {
  direction: 'in',
  allow: true,
  protocol: 'tcp',
  ports: POD_PORTS.map((port) => [port, port]),
  ranges: [EVERYWHERE],
};

/** Entries of a tier with machines. */
export const entriesOfTier = (
  tier: 'public' | 'private',
  rules: readonly ResolvedRule[],
  { hasEntrance }: Pick<AccessListsProps, 'hasEntrance'>,
): Entry[] => [...entriesOf(tier === 'private' && hasEntrance ? [...rules, ENTRANCE] : rules), ...routers()];

export class AccessLists extends Component<AccessListsProps> {
  constructor(scope: Construct, id: string, props: AccessListsProps) {
    super(scope, id, props);
    const lists = listsOf(props.network);
    if (!lists) return;
    for (const tier of ['public', 'private'] as const)
      this.createAcl(tier, entriesOfTier(tier, resolve(lists[tier], tiersOf(props.network)), props));
  }

  private createAcl(tier: 'public' | 'private', entries: readonly Entry[]): void {
    const { vpcId, subnetIds } = this.props;
    this.createAs(`${tier}Acl`, tier, NetworkAcl, {
      vpcId,
      subnetIds: [...subnetIds[tier]],
      ingress: entries.filter(({ egress }) => !egress).map(inline),
      egress: entries.filter(({ egress }) => egress).map(inline),
      tags: { Name: this.name(names.tag, tier, 'acl') },
    });
  }
}

const inline = ({ number, allow, protocol, ports: [fromPort, toPort], icmpType, cidr }: Entry): NetworkAclIngress => ({
  ruleNo: number,
  action: allow ? 'allow' : 'deny',
  protocol: protocolOf(protocol),
  fromPort,
  toPort,
  icmpType,
  icmpCode: protocol === 'icmp' ? -1 : 0,
  cidrBlock: cidr,
});
