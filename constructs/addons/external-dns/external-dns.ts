/** External DNS: creates records in the environment's DNS zones for the hosts of routes. */
import { resources } from '../../../core/kubernetes/chart-values';
import { priorityClass } from '../../../core/kubernetes/priority';
import type { Environment } from '../../environment/schema';
import type { Addon } from '../addon';
import { dnsZoneRights, requiresDnsZones } from '../parts/rules';
import { externalDnsBase, type ExternalDnsProps, type ExternalDnsValues, SOURCES } from './schema';

/** Name of the release and of its service account. */
const NAME = 'external-dns';

/** Distinguishes this environment's records from those of other environments in the same zone. */
const ownerOf = ({ system, environment }: Environment): string => `${system}-${environment}`;

/**
 * A TXT record next to each record names its owner. With the record type and a dot as prefix, the TXT record of a
 * domain's apex stays inside the zone: kubernetes-sigs.github.io/external-dns/latest/docs/registry/txt/
 */
const TXT_PREFIX = 'owner-%{record_type}.';

export const externalDns: Addon<ExternalDnsProps> = {
  ...externalDnsBase,
  id: NAME,
  title: 'External DNS',
  podSecurity: 'restricted',
  needs: ({ sources }) => (sources.some((source) => source !== 'services') ? ['gateway'] : []),
  // External DNS exits when the CRDs of Gateway API are missing.
  after: ['gateway'],
  // The gateway's address must not be given to somebody else while records still point to it.
  objectsAfter: ['gateway'],
  // It removes the records of a destroyed route within seconds, but a zone may refuse changes that follow each other fast.
  cleanUpSeconds: 60,
  rights: (_, environment) => dnsZoneRights(environment),
  rules: [requiresDnsZones('in which it creates records')],
  traffic: () => [{ metrics: [7979] }],
  releases: ({ props, cloud, environment }) => {
    const { annotations, podLabels } = cloud.serviceAccount(NAME);
    const values: ExternalDnsValues = {
      sources: props.sources.map((source) => SOURCES[source]),
      policy: props.removeRecords ? 'sync' : 'upsert-only',
      interval: `${props.everySeconds}s`,
      triggerLoopOnEvent: true,
      txtOwnerId: ownerOf(environment),
      txtPrefix: TXT_PREFIX,
      domainFilters: Object.values(environment.dnsZones).map(({ domain }) => domain),
      logFormat: 'json',
      resources: resources('25m', '128Mi'),
      priorityClassName: priorityClass(environment, 'platform'),
      serviceAccount: { name: NAME, annotations },
      podLabels,
      ...cloud.externalDns(Object.keys(environment.dnsZones)),
    };
    return [
      {
        name: NAME,
        chart: {
          repository: 'https://kubernetes-sigs.github.io/external-dns',
          name: 'external-dns',
          version: '1.21.1',
        },
        values,
      },
    ];
  },
};
