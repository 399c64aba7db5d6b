/** Cdn: hosts that nobody else serves, paths that differ, and an origin: a bucket that anybody may read, or the gateway. */
import { repeated } from '../../core/records';
import { forEach, type RuleContext, type RuleTable } from '../../core/rules/rule';
import { servedHosts } from '../addons/gateway/routes';
import { recordOf } from '../dns-zone/addresses';
import { hostsAlike } from '../dns-zone/domains';
import { hostInZone } from '../dns-zone/host-rule';
import { refersTo } from '../environment/in-cluster-rules';
import type { Environment } from '../environment/schema';
import { gatewayCdns } from './before';
import { type Caching, cachingOf, type CdnProps, isOfBucket, isOfGateway } from './schema';

type Context = RuleContext<Environment>;

/** Google takes ten caches of a load balancer, Azure ten routes of a host: every other path is one of them. */
const MAX_PATHS = 9;

const eachHost = ({ hosts }: CdnProps) => hosts.map((host, index) => [`hosts.${index}`, host] as const);

/** What an answer is told apart by. */
const apart = ({ queryParameters, cookies }: Caching) => [
  ['queryParameters', queryParameters] as const,
  ['cookies', cookies] as const,
];

const kept = (props: CdnProps) => [
  ['caching', cachingOf(props)] as const,
  ...Object.entries(props.paths).map(([name, one]) => [`paths.${name}`, one] as const),
];

const eachApart = (props: CdnProps) =>
  kept(props).flatMap(([path, caching]) =>
    apart(caching).map(([by, names]) => [`${path}.${by}`, { seconds: caching.seconds, names }] as const),
  );

const bucketOf = (props: CdnProps): string | undefined => (isOfBucket(props) ? props.origin.bucket : undefined);

const hostRules: RuleTable<CdnProps, Context> = [
  {
    code: 'host-twice',
    property: 'hosts',
    check: ({ hosts }) =>
      repeated(hosts).length > 0 && `must have each host once, got ${repeated(hosts).join(', ')} twice`,
  },
  {
    code: 'hosts-alike',
    property: 'hosts',
    check: ({ hosts }) => {
      const both = hostsAlike(hosts);
      return (
        both !== undefined &&
        `must not be both ${both}, which differ in dots and hyphens alone: ids of resources do not tell these apart. Rename one of them`
      );
    },
  },
  forEach<CdnProps, string, Context>(eachHost, [
    hostInZone<string>('', (host) => host),
    {
      code: 'host-of-cdn',
      property: '',
      check: (host, { id, environment: { cdns } }) => {
        const other = Object.keys(cdns).find((name) => name !== id && cdns[name]?.hosts.includes(host));
        return other !== undefined && `must not be ${host}, which cdns.${other} serves, too: keep one of them`;
      },
    },
    {
      code: 'host-of-route',
      property: '',
      check: (host, { environment }, props) =>
        isOfBucket(props) &&
        servedHosts(environment).includes(host) &&
        `must not be ${host}, which a route in the cluster has, too: a host is served by one of them`,
      standsOn: () => ['workloads', 'addons'],
    },
    {
      code: 'host-without-route',
      property: '',
      check: (host, { environment }, props) =>
        isOfGateway(props) &&
        !servedHosts(environment).includes(host) &&
        `must be a host that a route in the cluster has, got ${host}: the gateway would answer 404. Give a workload a route of it, or leave it out`,
      standsOn: () => ['workloads', 'addons'],
    },
    {
      code: 'host-of-record',
      property: '',
      check: (host, { environment }) => {
        const record = recordOf(host, environment);
        return record !== undefined && `must not be ${host}, whose address ${record} says already: remove the record`;
      },
      standsOn: () => ['dnsZones'],
    },
  ]),
];

const originRules: RuleTable<CdnProps, Context> = [
  refersTo('origin.bucket', 'objectStores', bucketOf),
  {
    code: 'missing-twice',
    property: 'origin.notFound',
    check: (props) =>
      isOfBucket(props) &&
      props.origin.fallback !== undefined &&
      props.origin.notFound !== undefined &&
      'must not be beside fallback, which answers where there is no object, too: keep one of them',
  },
  {
    code: 'bucket-not-public',
    property: 'origin.bucket',
    check: (props, { environment: { objectStores } }) => {
      const bucket = bucketOf(props);
      return (
        bucket !== undefined &&
        objectStores[bucket]?.public === false &&
        `must be a bucket that anybody may read, got "${bucket}": set objectStores.${bucket}.public, or take another bucket`
      );
    },
    standsOn: (props) => [`objectStores.${bucketOf(props)}.public`],
  },
  {
    code: 'balancer-missing',
    property: 'origin.loadBalancer',
    check: (props, { environment: { loadBalancer } }) =>
      isOfGateway(props) &&
      loadBalancer === undefined &&
      'requires the loadBalancer of the environment, before which it stands: add loadBalancer: {}, or take a bucket',
    standsOn: () => ['loadBalancer'],
  },
];

const firewallRules: RuleTable<CdnProps, Context> = [
  refersTo('webFirewall', 'webFirewalls', ({ webFirewall }) => webFirewall),
  {
    code: 'firewall-differs',
    property: 'webFirewall',
    check: (props, { environment }) => {
      const [name, first] = gatewayCdns(environment)[0] ?? [];
      return (
        isOfGateway(props) &&
        first !== undefined &&
        props.webFirewall !== first.webFirewall &&
        `must be that of cdns.${name} (${first.webFirewall ?? 'none'}), got ${props.webFirewall ?? 'none'}: hosts of one gateway ask one firewall`
      );
    },
    standsOn: () => ['cdns'],
  },
];

const cachingRules: RuleTable<CdnProps, Context> = [
  forEach(eachApart, [
    {
      code: 'parameters-unkept',
      property: '',
      check: ({ seconds, names }) =>
        seconds === 0 &&
        names.length > 0 &&
        'tell apart what is kept, but with seconds: 0 nothing is: leave them out, or keep answers',
    },
  ]),
  forEach(kept, [
    {
      code: 'files-told-apart',
      property: '',
      check: ({ queryParameters, cookies }, _, props) =>
        isOfBucket(props) &&
        (queryParameters === 'all' || cookies.length > 0) &&
        'must have neither cookies nor all queryParameters before a bucket, whose files are the same for everybody: name the parameters that your own links have',
    },
  ]),
  {
    code: 'many-paths',
    property: 'paths',
    check: ({ paths }) => {
      const count = Object.keys(paths).length;
      return count > MAX_PATHS && `must be at most ${MAX_PATHS}, got ${count}`;
    },
  },
  {
    code: 'path-twice',
    property: 'paths',
    check: ({ paths }) => {
      const twice = repeated(Object.values(paths).map(({ path }) => path));
      return twice.length > 0 && `must have each path once, got ${twice.join(', ')} twice`;
    },
  },
];

export const cdnRules: RuleTable<CdnProps, Context> = [...hostRules, ...originRules, ...firewallRules, ...cachingRules];

export const cdnWarnings: RuleTable<CdnProps, Context> = [
  {
    code: 'everything-kept',
    property: 'caching.seconds',
    check: (props) => {
      const { seconds } = cachingOf(props);
      return (
        isOfGateway(props) &&
        seconds !== 'origin' &&
        seconds > 0 &&
        'keeps whatever the gateway answers, also what is for one person: set 0 or origin, and name the paths whose answers are the same for everybody in paths'
      );
    },
  },
];
