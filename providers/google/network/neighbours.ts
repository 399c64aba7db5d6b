/** Ranges of environments that are in one VPC network, because one is joined with the other's: Google lets no two of them overlap. */
import type { Neighbour } from '../../../constructs/cloud';
import { isManaged } from '../../../constructs/environment/managed';
import { placeOf } from '../../../constructs/environment/place';
import type { GoogleTarget } from '../../../constructs/environment/targets';
import { overlaps } from '../../../core/cidr';
import { nameFor } from '../../../core/names';
import { forEach, type RuleTable } from '../../../core/rules/rule';
import { names } from '../shared/names';
import { namespaceOf } from '../shared/namespace';

type OnGoogle = Neighbour<GoogleTarget>;
type Ranges = [property: string, range: string][];

const remedy = ({ standsBy }: OnGoogle): string =>
  standsBy ? 'Say another one in recovery.differences, which may be those of this cloud alone' : 'Take another one';

export const joinedRules: RuleTable<OnGoogle, OnGoogle> = [
  forEach(
    (one) => rangesOf(one).map(([property, range]) => [property, { range, one }] as const),
    [
      {
        code: 'ranges-joined',
        property: '',
        check: ({ range, one }, other) => {
          const [found] = isIn(one, other) ? taken(other).filter(([, its]) => overlaps(its, range)) : [];
          return (
            found &&
            `must not overlap ${found[0]} of ${placeOf(other)}, ${found[1]}, which is in the same VPC network; got ${range}. ${remedy(one)}`
          );
        },
      },
    ],
  ),
  {
    code: 'services-cidr-joined',
    property: 'targets.google.servicesCidr',
    check: (one, other) =>
      isIn(one, other) &&
      one.target.servicesCidr !== other.target.servicesCidr &&
      `must be that of ${placeOf(other)}, ${other.target.servicesCidr}: managed services of a VPC network have one range; got ${one.target.servicesCidr}`,
  },
];

/** Whether one is in the network that the other makes. */
function isIn({ environment: { network }, target }: OnGoogle, other: OnGoogle): boolean {
  if (!isManaged(network) || network.joinedWith === 'none' || target.project !== other.target.project) return false;
  return network.joinedWith.google?.network === nameFor(names.network, namespaceOf(other), 'network');
}

const rangesOf = ({ environment: { network, cluster }, target }: OnGoogle): Ranges => [
  ...(isManaged(network) ? [['network.cidr', network.cidr] as Ranges[number]] : []),
  ...(cluster
    ? ([
        ['targets.google.podCidr', target.podCidr],
        ...(isManaged(cluster) ? [['cluster.serviceCidr', cluster.serviceCidr]] : []),
      ] as Ranges)
    : []),
];

const taken = (other: OnGoogle): Ranges => {
  const { network } = other.environment;
  return [
    ...rangesOf(other),
    ['targets.google.servicesCidr', other.target.servicesCidr],
    ...(isManaged(network) && network.secondaryCidr !== undefined
      ? [['network.secondaryCidr', network.secondaryCidr] as Ranges[number]]
      : []),
  ];
};
