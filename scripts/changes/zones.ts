/** Changes of DNS zones: a new zone has other name servers, so that a domain is gone with the old one. */
import { lifeOf, type TypesByCloud } from './life';
import { each, goes, KEPT, refused, type Thing, type Topology } from './matrix';

const DOMAIN = 'shop.example.com';

const zone = (change: object = {}): Topology => ({ dnsZones: { main: { domain: DOMAIN, ...change } } });
/** Azure DNS logs no queries. */
const logged: Topology = {
  ...zone({ queryLogs: {} }),
  differences: { azurerm: { dnsZones: { main: { queryLogs: null } } } },
};
const www = (change: object) => zone({ records: { www: [{ type: 'A', values: ['192.0.2.1'], ...change }] } });

const ZONES: TypesByCloud = {
  aws: ['aws_route53_zone'],
  google: ['google_dns_managed_zone'],
  azurerm: ['azurerm_dns_zone'],
};
/** Where the key that signs is one of the zone alone. */
const SIGNERS: TypesByCloud = { aws: ['aws_kms_key'], google: [], azurerm: [] };

const NO_KEY = 'the key that signs is the zone’s own, and zones hold nothing to encrypt';

export const zones: readonly Thing[] = [
  {
    thing: 'zone',
    rows: {
      ...lifeOf({
        record: 'dnsZones',
        names: ['main', 'shop'],
        props: { domain: DOMAIN },
        holds: ZONES,
        goesWithLast: SIGNERS,
      }),
      'key from own to cloud': NO_KEY,
      'key from cloud to own': NO_KEY,
      resized: 'zones have no size',
      'version raised': 'zones have no version',
      'zones from 3 to 2': 'DNS is in no zone of availability',
      'another domain': {
        before: zone(),
        after: zone({ domain: 'shop.example.net' }),
        expected: refused('.dns_main'),
      },
      'taken for an existing one': {
        before: zone(),
        after: zone({
          existing: {
            aws: 'Z0123456789EXAMPLE',
            google: 'shop-example-com',
            azurerm: `/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/dns/providers/Microsoft.Network/dnsZones/${DOMAIN}`,
          },
        }),
        expected: refused('dnsZones.main'),
      },
      'record has other values': { before: www({}), after: www({ values: ['192.0.2.2'] }), expected: KEPT },
      'record gone': { before: www({}), after: zone(), expected: KEPT },
      'zone above named': {
        before: { dnsZones: { main: { domain: DOMAIN }, above: { domain: 'example.com' } } },
        after: { dnsZones: { main: { domain: DOMAIN, parent: 'above' }, above: { domain: 'example.com' } } },
        expected: KEPT,
      },
      'authorities named': {
        before: zone(),
        after: zone({ certificateAuthorities: ['letsencrypt.org'] }),
        expected: KEPT,
      },
      'authorities by records instead': {
        before: zone({ certificateAuthorities: ['letsencrypt.org'] }),
        after: zone({ records: { '@': [{ type: 'CAA', values: ['0 issue "letsencrypt.org"'] }] } }),
        expected: KEPT,
      },
      'query logs on': {
        before: zone(),
        after: logged,
        expected: KEPT,
      },
      'query logs off': {
        before: logged,
        after: zone(),
        expected: KEPT,
      },
      'signing on': { before: zone({ dnssec: false }), after: zone(), expected: KEPT },
      'signing off': {
        before: zone(),
        after: zone({ dnssec: false }),
        expected: each(
          { ...goes(['aws_kms_key']), note: 'the key that signs, and nothing that the zone holds' },
          KEPT,
          KEPT,
        ),
      },
    },
  },
];
