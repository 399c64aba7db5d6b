/** Zones on every cloud: what is made of them, what the platform stack finds, and what is refused. */
import type { EnvironmentInput } from '../../../constructs/environment/schema';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { base, baseWith, platforms } from '../../helpers/platform';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

const SPF = `v=spf1 ${'ip4:192.0.2.1 '.repeat(20)}-all`;

const records = {
  '@': [
    { type: 'MX', values: ['10 mail.example.net', '20 mail2.example.net.'] },
    { type: 'TXT', values: [SPF] },
    { type: 'CAA', values: ['0 issue "letsencrypt.org"'] },
    { type: 'A', values: ['192.0.2.1'] },
  ],
  www: [{ type: 'CNAME', values: ['www.example.net'], ttlSeconds: 3600 }],
  '*.apps': [{ type: 'AAAA', values: ['2001:db8::1'] }],
  '_sip._tcp': [{ type: 'SRV', values: ['10 5 5060 sip.example.net'] }],
  sub: [{ type: 'NS', values: ['ns1.example.net', 'ns2.example.net'] }],
};

const made = (
  zone: object = {},
  { dnsZones = {}, ...change }: { readonly dnsZones?: object; readonly [key: string]: unknown } = {},
) => baseWith({ ...change, dnsZones: { main: { existing: null, ...zone }, ...dnsZones } });
const existing = (zone: object = {}) => baseWith({ dnsZones: { main: zone } });

const stackOn = (cloud: CloudName, input = made()): Stack => synth(on(cloud, input))[`acme-test-${cloud}`]!;

const OF_ZONES = /\.dns_main(_|$)/;
const ofZones = (stack: Stack): string[] => stack.addresses().filter((address) => OF_ZONES.test(address));

const IDS = ['apex_mx', 'apex_txt', 'apex_caa', 'apex_a', 'www_cname', 'any__apps_aaaa', '_sip__tcp_srv', 'sub_ns'].map(
  (id) => `dns_main_record_${id}`,
);

const CASES = {
  aws: {
    zone: 'aws_route53_zone.dns_main',
    signing: [
      'aws_kms_key.dns_main_signing_signing_key',
      'aws_route53_hosted_zone_dnssec.dns_main_signing',
      'aws_route53_key_signing_key.dns_main_signing_signer',
    ],
    lock: [],
    typeOf: () => 'aws_route53_record',
  },
  google: { zone: 'google_dns_managed_zone.dns_main', signing: [], lock: [], typeOf: () => 'google_dns_record_set' },
  azurerm: {
    zone: 'azurerm_dns_zone.dns_main',
    signing: ['azurerm_resource_group_template_deployment.dns_main_signing'],
    lock: ['azurerm_management_lock.dns_main_lock', 'terraform_data.dns_main_lock_contents'],
    typeOf: (id: string) => `azurerm_dns_${id.split('_').at(-1)}_record`,
  },
} as const;

/** What a set of records says on a cloud, whatever the argument is called. */
const valuesIn = ({ records: some, rrdatas, record }: Attributes): unknown => some ?? rrdatas ?? record;

describe.each(CLOUDS)('a zone that is made on %s', (cloud) => {
  const { zone, signing, lock, typeOf } = CASES[cloud];
  const stack = stackOn(cloud, made({ records }));
  const record = (id: string) => stack.resource(`${typeOf(id)}.dns_main_record_${id}`);

  it('is a zone, its signature, its protection and its records', () => {
    const expected = [zone, ...signing, ...lock, ...IDS.map((id) => `${typeOf(id)}.${id}`)];
    expect(ofZones(stack)).toEqual(expected.sort());
  });

  it('is told to the registrar', () => {
    expect(Object.keys(stack.outputs).filter((name) => name.startsWith('dns_'))).toEqual([
      'dns_main_ds_records',
      'dns_main_name_servers',
      'dns_main_zone_id',
    ]);
  });

  it('is not signed if the environment does not want it', () => {
    const unsigned = stackOn(cloud, made({ dnssec: false }));
    expect(ofZones(unsigned)).toEqual([zone, ...lock].sort());
    expect(unsigned.outputs).not.toHaveProperty('dns_main_ds_records');
  });

  it('is not protected if the environment does not want it', () => {
    const open = stackOn(cloud, made({ deletionProtection: false, dnssec: false }));
    expect(ofZones(open)).toEqual([zone]);
    if (cloud !== 'azurerm') expect(open.resource(zone).force_destroy).toBe(true);
    expect(open.resource(zone).lifecycle?.prevent_destroy).not.toBe(true);
    expect(stack.resource(zone).lifecycle.prevent_destroy).toBe(true);
    expect(stack.resource('terraform_data.protected').for_each).toContain('"dnsZones.main"');
  });

  it('has records with the values that the cloud gives back', () => {
    const ids = ['apex_mx', 'apex_txt', 'apex_caa', 'www_cname', '_sip__tcp_srv', 'sub_ns'];
    expect(ids.map((id) => valuesIn(record(id)))).toMatchSnapshot();
    expect(record('www_cname').ttl).toBe(3600);
    expect(record('sub_ns').ttl).toBe(300);
  });

  it('exists already, and gets records alone', () => {
    const there = stackOn(cloud, existing({ records: { www: records.www } }));
    expect(ofZones(there)).toEqual([`${typeOf('www_cname')}.dns_main_record_www_cname`]);
    expect(Object.keys(there.outputs).filter((name) => name.startsWith('dns_'))).toEqual([]);
  });
});

describe.each(CLOUDS)('a zone below another on %s', (cloud) => {
  const below = { domain: 'shop.example.com', parent: 'main' };
  const ids = (input: EnvironmentInput) =>
    stackOn(cloud, input)
      .addresses()
      .filter((address) => address.includes('delegation'));
  const { typeOf } = CASES[cloud];
  const ns = `${typeOf('sub_ns')}.dns_main_delegation_dns_shop_ns`;
  const ds = cloud === 'azurerm' ? [] : [ns.replace(/_ns$/, '_ds')];

  it('is led to by the one above, whether that is made or exists', () => {
    const both = { dnsZones: { shop: below } };
    expect(ids(made({}, both))).toEqual([...ds, ns].sort());
    expect(ids(baseWith(both))).toEqual([...ds, ns].sort());
    const { name, ttl, ...record } = stackOn(cloud, made({}, both)).resource(ns);
    expect([name, ttl]).toEqual([
      { aws: 'shop.example.com', google: 'shop.example.com.', azurerm: 'shop' }[cloud],
      3600,
    ]);
    expect(JSON.stringify(valuesIn(record))).toContain(`${CASES[cloud].zone.replace('main', 'shop')}.name_servers`);
  });

  it('has no DS above it if it is not signed', () => {
    expect(ids(made({}, { dnsZones: { shop: { ...below, dnssec: false } } }))).toEqual([ns]);
  });
});

describe('the add-ons that write to a zone', () => {
  const addons = {
    loadBalancerController: {},
    gateway: {},
    certManager: { email: 'ops@example.com' },
    externalDns: {},
  };
  const all = platforms(made({}, { addons }));
  const solver = (cloud: CloudName) =>
    (all[cloud].manifest('ClusterIssuer', 'acme').spec as Attributes).acme.solvers[0].dns01 as Attributes;
  const values = (cloud: CloudName) => all[cloud].charts['external-dns']!.values;

  it('find it by name, and by the group on Azure', () => {
    expect(all.aws.json.data.aws_route53_zone).toMatchObject({
      cloud_zone_main: { name: 'example.com', private_zone: false },
    });
    expect(solver('aws').route53.hostedZoneID).toBe('${data.aws_route53_zone.cloud_zone_main.zone_id}');
    expect(solver('google').cloudDNS.hostedZoneName).toBe(
      stackOn('google').resource('google_dns_managed_zone.dns_main').name,
    );
    expect(solver('azurerm').azureDNS).toMatchObject({ resourceGroupName: 'acme-test', hostedZoneName: 'example.com' });
    expect(values('google').extraArgs['zone-id-filter']).toEqual(['acme-test-dns-main']);
    expect(JSON.parse(values('azurerm').secretConfiguration.data['azure.json'] as string)).toMatchObject({
      resourceGroup: 'acme-test',
    });
  });

  it.each(CLOUDS)('may write to it on %s, and to no other', (cloud) => {
    const { resource } = synth(on(cloud, made({}, { addons })))[`acme-test-${cloud}`]!.json;
    const zone = {
      aws: 'aws_route53_zone.dns_main.zone_id',
      google: 'google_dns_managed_zone.dns_main.name',
      azurerm: 'azurerm_dns_zone.dns_main.id',
    };
    const identities = Object.entries(resource as Attributes).filter(([type]) => /iam|role_assignment/.test(type));
    expect(JSON.stringify(identities)).toContain(zone[cloud]);
  });
});

it('takes the value of a CAA record whole on Azure', () => {
  const values = ['128 iodef "mailto:ops@example.com"', '0 issue "ca.example.net; issue=1 iodef"'];
  const stack = stackOn('azurerm', made({ records: { '@': [{ type: 'CAA', values }] } }));
  expect(stack.resource('azurerm_dns_caa_record.dns_main_record_apex_caa').record).toEqual([
    { flags: 128, tag: 'iodef', value: 'mailto:ops@example.com' },
    { flags: 0, tag: 'issue', value: 'ca.example.net; issue=1 iodef' },
  ]);
});

describe('refused on every cloud', () => {
  const set = (type: string, ...values: string[]) => ({ type, values });
  it.each<[string, object, string]>([
    ['a CNAME of the domain', { records: { '@': [set('CNAME', 'a.example.net')] } }, 'must not be CNAME at @'],
    ['servers of the domain', { records: { '@': [set('NS', 'a.example.net')] } }, 'must not be NS at @'],
    [
      'a CNAME beside others',
      { records: { a: [set('CNAME', 'a.example.net'), set('TXT', 'x')] } },
      'must be a CNAME alone, got CNAME, TXT',
    ],
    ['a type twice', { records: { a: [set('TXT', 'x'), set('TXT', 'y')] } }, 'must have each type once, got TXT twice'],
    ['a value twice', { records: { a: [set('TXT', 'x', 'x')] } }, 'must differ from each other, got x twice'],
    [
      'two hosts of a CNAME',
      { records: { a: [set('CNAME', 'a.example.net', 'b.example.net')] } },
      'must be one host, got 2',
    ],
    [
      'no address',
      { records: { a: [set('A', '192.0.2.256')] } },
      'values of A must be an IPv4 address, got 192.0.2.256',
    ],
    [
      'no preference',
      { records: { a: [set('MX', 'mail.example.net')] } },
      'values of MX must be a preference and a host',
    ],
    [
      'no port',
      { records: { a: [set('SRV', '10 5 sip.example.net')] } },
      'values of SRV must be priority, weight, port and a host',
    ],
    [
      'an authority without quotes',
      { records: { '@': [set('CAA', '0 issue letsencrypt.org')] } },
      'values of CAA must be flags, tag and a value in quotes',
    ],
    [
      'a text in quotes',
      { records: { a: [set('TXT', '"x"')] } },
      'values of TXT must be at most 4000 printable characters',
    ],
    ['a host that is complete', { records: { 'www.': [set('A', '192.0.2.1')] } }, 'must be a name below the domain'],
  ])('%s', (_, change, message) => {
    expect(problemsOf(made(change))).toEqual([expect.stringContaining(message)]);
  });

  it('what is not for an existing zone', () => {
    expect(problemsOf(existing({ dnssec: true, deletionProtection: false }))).toEqual([
      expect.stringMatching(/dnsZones\.main\.deletionProtection is for a zone that the environment makes/),
      expect.stringMatching(/dnsZones\.main\.dnssec is for a zone that the environment makes/),
    ]);
  });

  it('what is above nothing', () => {
    const shop = (change: object) =>
      problemsOf(baseWith({ dnsZones: { shop: { domain: 'shop.example.net', ...change } } }));
    expect(shop({ parent: 'main' })).toEqual([
      expect.stringContaining(
        'dnsZones.shop.parent must be a zone whose domain is the end of shop.example.net, got main with example.com',
      ),
    ]);
    expect(shop({ parent: 'mein' })).toEqual([expect.stringContaining('dnsZones.shop.parent must name one of')]);
    expect(problemsOf(existing({ parent: 'main' }))).toContainEqual(
      expect.stringContaining('dnsZones.main.parent is for a zone that the environment makes'),
    );
  });

  it('a domain twice', () => {
    expect(problemsOf(baseWith({ dnsZones: { other: { domain: 'example.com' } } }))).toContainEqual(
      expect.stringContaining('dnsZones.main.domain must not be the domain of dnsZones.other, too'),
    );
  });

  it('a record of a host that a route has, where External DNS makes records', () => {
    const resources = { cpu: '1', memory: '1Gi' };
    const api = {
      namespace: 'shop',
      image: 'shop/api:1.2.3',
      resources,
      ports: { http: { port: 8080 } },
      probes: { readiness: { path: '/' }, liveness: { path: '/' } },
      routes: [{ host: 'api.example.com' }],
    };
    const addons = { loadBalancerController: {}, gateway: {}, certManager: { email: 'ops@example.com' } };
    const zone = { records: { api: [set('A', '192.0.2.1')] } };
    const routed = (more: object) => problemsOf(made(zone, { workloads: { api }, addons: { ...addons, ...more } }));
    const message = expect.stringContaining('must not be there for api.example.com: a route has this host');
    expect(routed({ externalDns: {} })).toContainEqual(message);
    expect(routed({})).not.toContainEqual(message);
    const balanced = (cloud: CloudName) =>
      problemsOf(
        on(cloud, made(zone, { workloads: { api }, addons, loadBalancer: {}, namespaces: { shop: {} } })),
      ).join();
    for (const cloud of CLOUDS)
      expect(balanced(cloud)).toContain('and the edge of loadBalancer makes its record, too. Remove the record');
  });

  it('are none beside the CNAME of the edge on Azure', () => {
    const beside = (cloud: CloudName, name: string) =>
      problemsOf(
        on(
          cloud,
          made(
            { records: { [name]: [set('TXT', 'one')] } },
            {
              objectStores: { files: { public: true } },
              cdns: { site: { hosts: ['www.example.com', 'example.com'], origin: { bucket: 'files' } } },
            },
          ),
        ),
      ).join();
    const message = 'records must not have www: the edge leads there by a CNAME to Front Door';
    expect(beside('azurerm', 'www')).toContain(message);
    expect(beside('azurerm', '@')).not.toContain('CNAME');
    for (const cloud of ['aws', 'google'] as const) expect(beside(cloud, 'www')).not.toContain('CNAME');
  });
});

describe('refused on one cloud', () => {
  it('a signature in a partition of AWS without us-east-1', () => {
    const input = { ...made(), targets: { aws: { ...base.targets.aws!, region: 'us-gov-west-1' } } };
    expect(problemsOf(input)).toContainEqual(
      expect.stringContaining('dnsZones.main.dnssec must be false in us-gov-west-1'),
    );
  });

  it("records in another subscription's zone on Azure", () => {
    const azurerm = `/subscriptions/00000000-0000-4000-8000-00000000000f/resourceGroups/dns/providers/Microsoft.Network/dnsZones/example.com`;
    expect(problemsOf(existing({ existing: { azurerm }, records: { www: records.www } }))).toEqual([
      expect.stringContaining('dnsZones.main.records must be in a zone of subscription'),
    ]);
  });

  it('an existing zone that is not named for a target', () => {
    expect(problemsOf(existing({ existing: { google: null } }))).toEqual([
      expect.stringContaining('dnsZones.main.existing.google is required'),
    ]);
  });
});
