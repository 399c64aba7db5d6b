/** Rules of two environments on one cloud, whatever the cloud: what only one of them should write. */
import { hostOf } from '../../constructs/dns-zone/domains';
import { forEach, type RuleTable } from '../../core/rules/rule';
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
    code: 'account-namesake',
    property: 'environment',
    check: (one, other) =>
      ownerOf(one) === ownerOf(other) &&
      (isNamesake(one, other) || isNamesake(other, one)) &&
      `must not be the name of ${placeOf(other.environment)} with or without "-account" at its end: what one makes for the account would be called as what the other makes. Take another name`,
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

/** Whether an environment is called as what another makes for its account. */
const isNamesake = ({ environment: own, stacks }: Plan, { environment: other }: Plan): boolean =>
  stacks.account !== undefined && own.system === other.system && other.environment === `${own.environment}-account`;

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
