/** DnsZone: records that every cloud takes, and that nobody else makes. */
import { present } from '../../core/invariant';
import { repeated } from '../../core/records';
import { forEach, type RuleContext, type RuleTable } from '../../core/rules/rule';
import { CLOUD_NAMES, type CloudName } from '../../core/words/clouds';
import { servedHosts } from '../addons/gateway/routes';
import { listed, refersTo } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import { allows, authorityRecords, ISSUERS_AT, issuersOf } from './authorities';
import { hostOf, isBelow } from './domains';
import { APEX, type DnsZoneProps, type RecordSet } from './schema';
import { TAKES } from './values';

type Context = RuleContext<Environment>;

/** The cloud whose target a rule has. */
const cloudOf = ({ environment: { targets }, target }: Context): CloudName =>
  present(
    CLOUD_NAMES.find((name) => targets[name] === target),
    'cloud of the target',
  );

const namesOf = ({ records }: DnsZoneProps) =>
  Object.entries(records).map(([name, sets]) => [`records.${name}`, { name, sets }] as const);

const setsOf = ({ records }: DnsZoneProps) =>
  Object.entries(records).flatMap(([name, sets]) =>
    sets.map((set, index) => [`records.${name}.${index}`, { ...set, name }] as const),
  );

const misfits = ({ type, values }: RecordSet): string[] => values.filter((value) => !TAKES[type].pattern.test(value));

/** The name whose CAA records hold for a host: the nearest at or above it, as authorities climb. */
function nearestAuthorities({ domain, records }: DnsZoneProps, host: string): string | undefined {
  const served = host.replace(/^\*\./, '');
  const names = Object.keys(records).filter((name) => {
    const above = hostOf(name, domain);
    return records[name]?.some(({ type }) => type === 'CAA') && (served === above || isBelow(served, above));
  });
  return names.sort((one, other) => hostOf(other, domain).length - hostOf(one, domain).length)[0];
}

export const dnsZoneRules: RuleTable<DnsZoneProps, Context> = [
  {
    code: 'protection-of-existing',
    property: 'deletionProtection',
    check: ({ existing, deletionProtection }) =>
      existing !== undefined &&
      deletionProtection !== undefined &&
      'is for a zone that the environment makes: leave it out, because Terraform does not delete an existing one',
  },
  {
    code: 'dnssec-of-existing',
    property: 'dnssec',
    check: ({ existing, dnssec }) =>
      existing !== undefined &&
      dnssec !== undefined &&
      'is for a zone that the environment makes: leave it out, and sign an existing one where it is made',
  },
  {
    code: 'parent-of-existing',
    property: 'parent',
    check: ({ existing, parent }) =>
      existing !== undefined &&
      parent !== undefined &&
      'is for a zone that the environment makes: leave it out, because the zone above leads to an existing one already',
  },
  {
    code: 'query-logs-of-existing',
    property: 'queryLogs',
    check: ({ existing, queryLogs }) =>
      existing !== undefined &&
      queryLogs !== false &&
      'is for a zone that the environment makes: leave it out, and turn it on where an existing one is made',
  },
  {
    code: 'authorities-of-existing',
    property: 'certificateAuthorities',
    check: ({ existing, certificateAuthorities }) =>
      existing !== undefined &&
      certificateAuthorities !== undefined &&
      'is for a zone that the environment makes: leave it out, and give an existing one its CAA records where it is made, or by records',
  },
  {
    code: 'authorities-beside-records',
    property: 'certificateAuthorities',
    check: (zone) =>
      Array.isArray(zone.certificateAuthorities) &&
      authorityRecords(zone) !== undefined &&
      'must not be given beside records of type CAA at @, which say the same: keep one of them',
  },
  {
    code: 'authority-twice',
    property: 'certificateAuthorities',
    check: ({ certificateAuthorities }) => {
      const names = repeated(certificateAuthorities || []);
      return names.length > 0 && `must have each authority once, got ${names.join(', ')} twice`;
    },
  },
  {
    code: 'authority-missing',
    property: 'certificateAuthorities',
    check: ({ certificateAuthorities }, context) => {
      const kept = issuersOf(context.environment, cloudOf(context)).find(
        ({ authority }) =>
          certificateAuthorities && authority !== undefined && !certificateAuthorities.includes(authority),
      );
      return (
        kept &&
        `must have ${kept.authority}, too, from which ${kept.by} gets certificates, got ${listed(certificateAuthorities || [])}`
      );
    },
    standsOn: () => ISSUERS_AT,
  },
  refersTo('parent', 'dnsZones', ({ parent }) => parent),
  {
    code: 'parent-not-above',
    property: 'parent',
    check: ({ domain, parent }, { environment: { dnsZones } }) => {
      const above = parent === undefined ? undefined : dnsZones[parent]?.domain;
      return (
        above !== undefined &&
        !isBelow(domain, above) &&
        `must be a zone whose domain is the end of ${domain}, got ${parent} with ${above}`
      );
    },
  },
  {
    code: 'domain-twice',
    property: 'domain',
    check: ({ domain }, { id, environment: { dnsZones } }) => {
      const other = Object.keys(dnsZones).find((name) => name !== id && dnsZones[name]?.domain === domain);
      return other !== undefined && `must not be the domain of dnsZones.${other}, too: keep one of them`;
    },
  },
  forEach(namesOf, [
    {
      code: 'record-type-twice',
      property: '',
      check: ({ sets }) => {
        const types = repeated(sets.map(({ type }) => type));
        return types.length > 0 && `must have each type once, got ${types.join(', ')} twice: put the values together`;
      },
    },
    {
      code: 'record-beside-cname',
      property: '',
      check: ({ sets }) =>
        sets.length > 1 &&
        sets.some(({ type }) => type === 'CNAME') &&
        `must be a CNAME alone, got ${sets.map(({ type }) => type).join(', ')}: a name that stands for another has nothing else`,
    },
  ]),
  forEach(setsOf, [
    {
      code: 'record-at-apex',
      property: 'type',
      check: ({ name, type }) =>
        name === APEX &&
        (type === 'CNAME' || type === 'NS') &&
        `must not be ${type} at @: the domain itself has the zone's own records beside it. Take A and AAAA for CNAME; the NS are the cloud's`,
    },
    {
      code: 'record-of-route',
      property: '',
      check: ({ name, type }, { environment }, { domain }) => {
        const host = hostOf(name, domain);
        const { addons, loadBalancer } = environment;
        const byEdge = loadBalancer && 'the edge of loadBalancer makes its record, too';
        const byAddon =
          addons.externalDns && 'addons.externalDns makes its record, but leaves alone what it did not make';
        const by = byEdge ?? byAddon;
        return (
          by !== undefined &&
          ['A', 'AAAA', 'CNAME'].includes(type) &&
          servedHosts(environment).includes(host) &&
          `must not be there for ${host}: a route has this host, and ${by}. Remove the record, or the route`
        );
      },
    },
    {
      code: 'record-value',
      property: 'values',
      check: (set) => {
        const wrong = misfits(set);
        return wrong.length > 0 && `of ${set.type} must be ${TAKES[set.type].words}, got ${wrong.join(', ')}`;
      },
    },
    {
      code: 'record-value-twice',
      property: 'values',
      check: ({ values }) =>
        repeated(values).length > 0 && `must differ from each other, got ${repeated(values).join(', ')} twice`,
    },
    {
      code: 'record-against-issuer',
      property: 'values',
      check: ({ name, type, values }, context, zone) => {
        if (type !== 'CAA') return undefined;
        const [kept] = issuersOf(context.environment, cloudOf(context)).flatMap(({ by, authority, hosts }) =>
          hosts
            .filter((host) => nearestAuthorities(zone, host) === name)
            .filter((host) => authority !== undefined && !allows(values, authority, host))
            .map((host) => ({ by, authority, host })),
        );
        return (
          kept &&
          `must let ${kept.authority} issue, from which ${kept.by} gets the certificate of ${kept.host}, got ${values.join(', ')}`
        );
      },
      standsOn: () => ISSUERS_AT,
    },
    {
      code: 'cname-values',
      property: 'values',
      check: ({ type, values }) => type === 'CNAME' && values.length > 1 && `must be one host, got ${values.length}`,
    },
  ]),
];
