/** Rules of two environments on one cloud, whatever the cloud: what only one of them should write. */
import { hostOf } from '../../constructs/dns-zone/domains';
import type { StackKind } from '../../constructs/environment/extension';
import { forEach, type RuleTable } from '../../core/rules/rule';
import { ENDINGS } from './endings';
import { placeOf } from './parse';
import type { Plan } from './resolve';

/** Records that Terraform writes into a zone that several environments may name. */
interface WrittenRecords {
  /** The zone, by what tells it apart in the cloud. */
  readonly zone: string;
  readonly host: string;
  readonly type: string;
}

export const sharedRules: RuleTable<Plan, Plan> = [
  {
    code: 'account-twice',
    property: 'account',
    check: (one, other) =>
      one.stacks.account !== undefined &&
      other.stacks.account !== undefined &&
      ownerOf(one) === ownerOf(other) &&
      `must be in one environment alone, but ${placeOf(other.environment)} has that of ${ownerOf(one)} already: remove it from one of them`,
  },
  {
    code: 'namesake',
    says: 'must not be the name of … with or without "…" at its end: what the stacks of both make would be called alike. Take another name',
    property: 'environment',
    check: (one, other) => {
      const ending = ownerOf(one) === ownerOf(other) && (endingBetween(one, other) ?? endingBetween(other, one));
      return (
        ending &&
        `must not be the name of ${placeOf(other.environment)} with or without "${ending}" at its end: what the stacks of both make would be called alike. Take another name`
      );
    },
  },
  forEach(recordsOf, [
    {
      code: 'record-shared',
      property: '',
      check: ({ zone, host, type }, other) =>
        recordsOf(other).some(([, its]) => its.zone === zone && its.host === host && its.type === type) &&
        `must not have ${type} of ${host}, which ${placeOf(other.environment)} writes into the same zone: each would undo what the other writes. Keep it in one of them`,
    },
  ]),
];

const ownerOf = ({ cloud, target }: Plan): string => cloud.account(target);

/** The ending that makes of an environment's name what another is called, and that one of its stacks has. */
const endingBetween = ({ environment: own, stacks }: Plan, { environment: other }: Plan): string | undefined =>
  own.system === other.system
    ? Object.entries(ENDINGS).find(
        ([kind, ending]) =>
          stacks[kind as StackKind] !== undefined && other.environment === `${own.environment}${ending}`,
      )?.[1]
    : undefined;

function recordsOf({ cloud, target, environment: { dnsZones } }: Plan): [path: string, records: WrittenRecords][] {
  const nameOf = (id: string): string | undefined => {
    const existing = dnsZones[id]?.existing?.[cloud.name];
    // Ids of Azure may differ in case; names of Google are those of a project.
    return existing && `${cloud.account(target)}/${existing}`.toLowerCase();
  };
  return Object.entries(dnsZones).flatMap(([id, { domain, records, parent, existing }]) => {
    const own = nameOf(id);
    const above = existing || parent === undefined ? undefined : nameOf(parent);
    const ofZone = Object.entries(records).flatMap(([name, sets]) =>
      sets.map(({ type }): [string, string, string] => [`dnsZones.${id}.records.${name}`, hostOf(name, domain), type]),
    );
    return [
      ...(own === undefined ? [] : ofZone.map(([path, host, type]) => [path, { zone: own, host, type }] as const)),
      ...(above === undefined ? [] : [[`dnsZones.${id}.parent`, { zone: above, host: domain, type: 'NS' }] as const]),
    ].map(([path, written]): [string, WrittenRecords] => [path, written]);
  });
}
