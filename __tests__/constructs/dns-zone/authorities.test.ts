/** Certificate authorities of zones: the records that name them, and what would keep certificates from being issued. */
import { dnsZoneRules } from '../../../constructs/dns-zone/rules';
import { rulesIn } from '../../../core/rules/rule';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { baseWith } from '../../helpers/platform';
import { problemsOf, synth } from '../../helpers/synth';

const EMAIL = 'ops@example.com';
const certManager = { email: EMAIL };
const caa = (...values: string[]) => [{ type: 'CAA', values }];

const made = (zone: object = {}, change: object = {}) =>
  baseWith({ ...change, dnsZones: { main: { existing: null, ...zone } } });
const issuing = (zone: object = {}, settings: object = {}) =>
  made(zone, { addons: { certManager: { ...certManager, ...settings } } });

const ADDRESS = {
  aws: 'aws_route53_record.dns_main_record_apex_caa',
  google: 'google_dns_record_set.dns_main_record_apex_caa',
  azurerm: 'azurerm_dns_caa_record.dns_main_record_apex_caa',
} as const;

/** The domain's CAA records on a cloud; absent if there are none. */
function recordsOn(cloud: CloudName, input: ReturnType<typeof made>): unknown {
  const stack = synth(on(cloud, input))[`acme-test-${cloud}`]!;
  if (!stack.addresses().includes(ADDRESS[cloud])) return undefined;
  const { records, rrdatas, record } = stack.resource(ADDRESS[cloud]);
  const parts = record as { flags: number; tag: string; value: string }[] | undefined;
  return records ?? rrdatas ?? parts?.map(({ flags, tag, value }) => `${flags} ${tag} "${value}"`);
}

describe.each(CLOUDS)('records of a zone on %s', (cloud) => {
  it.each<[string, ReturnType<typeof made>, string[] | undefined]>([
    ['name the authority in use', issuing(), ['0 issue "letsencrypt.org"']],
    [
      'name the one of another ACME server',
      issuing({}, { server: 'https://dv.acme-v02.api.pki.goog/directory' }),
      ['0 issue "pki.goog"'],
    ],
    ['are not there for a server that is not known', issuing({}, { server: 'https://acme.example.net/' }), undefined],
    ['are not there if nothing asks for certificates', made(), undefined],
    ['are not there if any may issue', issuing({ certificateAuthorities: false }), undefined],
    [
      'name those that are given',
      issuing({ certificateAuthorities: ['letsencrypt.org', 'digicert.com'] }),
      ['0 issue "letsencrypt.org"', '0 issue "digicert.com"'],
    ],
    ['let none issue', made({ certificateAuthorities: [] }), ['0 issue ";"']],
    [
      'are those of the zone, if it has some',
      issuing({ records: { '@': caa('0 issue "letsencrypt.org; validationmethods=dns-01"') } }),
      ['0 issue "letsencrypt.org; validationmethods=dns-01"'],
    ],
    ['are not made in an existing zone', baseWith({ addons: { certManager } }), undefined],
  ])('%s', (_, input, expected) => expect(recordsOn(cloud, input)).toEqual(expected));
});

describe('refused', () => {
  it.each<[string, ReturnType<typeof made>, string]>([
    [
      'an existing zone',
      baseWith({ dnsZones: { main: { certificateAuthorities: false } } }),
      'certificateAuthorities is for a zone that the environment makes',
    ],
    [
      'records that say the same',
      made({ certificateAuthorities: ['pki.goog'], records: { '@': caa('0 issue "pki.goog"') } }),
      'certificateAuthorities must not be given beside records of type CAA at @',
    ],
    [
      'an authority twice',
      made({ certificateAuthorities: ['pki.goog', 'pki.goog'] }),
      'certificateAuthorities must have each authority once, got pki.goog twice',
    ],
    [
      'authorities without the one in use',
      issuing({ certificateAuthorities: ['pki.goog'] }),
      'certificateAuthorities must have letsencrypt.org, too, from which addons.certManager gets certificates, got (pki.goog)',
    ],
    [
      'none, where one is in use',
      issuing({ certificateAuthorities: [] }),
      'certificateAuthorities must have letsencrypt.org, too',
    ],
    ['what is no domain', made({ certificateAuthorities: ["Let's Encrypt"] }), 'certificateAuthorities'],
  ])('%s', (_, input, message) => expect(problemsOf(input)).toContainEqual(expect.stringContaining(message)));

  const routed = (host: string, records: object) =>
    problemsOf(
      made(
        { records },
        {
          addons: { loadBalancerController: {}, gateway: {}, certManager },
          workloads: {
            api: {
              namespace: 'shop',
              image: 'shop/api:1.2.3',
              resources: { cpu: '1', memory: '1Gi' },
              ports: { http: { port: 8080 } },
              probes: { readiness: { path: '/' }, liveness: { path: '/' } },
              routes: [{ host }],
            },
          },
        },
      ),
    ).filter((problem) => problem.includes('issue'));
  const against = (host: string) => [
    expect.stringContaining(
      `must let letsencrypt.org issue, from which addons.certManager gets the certificate of ${host}`,
    ),
  ];

  it.each<[string, string, object, boolean]>([
    ['records of the domain', 'api.example.com', { '@': caa('0 issue "pki.goog"') }, true],
    ['records of the host', 'api.example.com', { api: caa('0 issue ";"') }, true],
    ['records above the host', 'v1.api.example.com', { api: caa('0 issue "pki.goog"') }, true],
    ['records against wildcards', '*.example.com', { '@': caa('0 issue "letsencrypt.org"', '0 issuewild ";"') }, true],
    ['records for wildcards', 'api.example.com', { '@': caa('0 issuewild ";"', '0 issue "letsencrypt.org"') }, false],
    [
      'the nearest records',
      'api.example.com',
      { '@': caa('0 issue ";"'), api: caa('0 issue "letsencrypt.org"') },
      false,
    ],
    ['records of another host', 'api.example.com', { www: caa('0 issue "pki.goog"') }, false],
    ['records that only tell of mistakes', 'api.example.com', { '@': caa('0 iodef "mailto:ops@example.com"') }, false],
  ])('%s', (_, host, records, refused) => expect(routed(host, records)).toEqual(refused ? against(host) : []));
});

describe('with a load balancer', () => {
  const OF_CLOUD = { aws: 'amazon.com', google: 'pki.goog', azurerm: 'digicert.com' } as const;
  const balanced = (zone: object = {}) =>
    made(zone, {
      loadBalancer: {},
      addons: { loadBalancerController: {}, gateway: {}, certManager, externalDns: {} },
      workloads: {
        api: {
          namespace: 'shop',
          image: 'shop/api:1.2.3',
          resources: { cpu: '1', memory: '1Gi' },
          ports: { http: { port: 8080 } },
          probes: { readiness: { path: '/' } },
          routes: [{ host: 'api.example.com' }],
        },
      },
    });

  it.each(CLOUDS)('records name the authority of the certificates on %s, too', (cloud) => {
    expect(recordsOn(cloud, balanced())).toEqual(['0 issue "letsencrypt.org"', `0 issue "${OF_CLOUD[cloud]}"`]);
  });

  it.each(CLOUDS)('authorities without that one are refused on %s', (cloud) => {
    expect(problemsOf(on(cloud, balanced({ certificateAuthorities: ['letsencrypt.org'] })))).toContainEqual(
      expect.stringContaining(
        `certificateAuthorities must have ${OF_CLOUD[cloud]}, too, from which loadBalancer gets certificates`,
      ),
    );
  });

  it('what is said of issuers depends on all of them', () => {
    const rules = rulesIn(dnsZoneRules).filter(({ code }) =>
      ['authority-missing', 'record-against-issuer'].includes(code),
    );
    expect(rules.map(({ standsOn }) => standsOn?.({} as never, {} as never, {} as never))).toEqual(
      Array(2).fill(['addons.certManager', 'loadBalancer', 'cdns']),
    );
    const records = { api: caa('0 issue "letsencrypt.org"') };
    expect(problemsOf(on('aws', balanced({ records })))).toEqual([
      expect.stringContaining(
        'must let amazon.com issue, from which loadBalancer gets the certificate of api.example.com',
      ),
    ]);
  });
});
