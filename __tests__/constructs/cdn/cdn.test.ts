/** Cdns on every cloud: which resources, who may read, what is kept how long, and what is refused. */
import { plan } from '../../../app/plan/plan';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on, wholeWith } from '../../helpers/environments';
import { routed, servedWith } from '../../helpers/served';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

const SITE = {
  hosts: [{ zone: 'main', name: 'www' }, 'shop.example.com'],
  origin: { bucket: 'files', fallback: '/index.html' },
  paths: {
    assets: { path: '/assets/*', seconds: 31_536_000, queryParameters: ['v'] },
    entry: { path: '/index.html', seconds: 0 },
    fonts: { path: '/assets/fonts/*', seconds: 'origin' },
  },
  headers: { contentSecurityPolicy: "default-src 'self'" },
};
const withSite = (site: object = {}, change: object = {}) => {
  const shared = { dnsZones: { main: { domain: 'shop.example.com' } }, objectStores: { files: { public: true } } };
  return wholeWith({
    cluster: null,
    databases: null,
    caches: null,
    ...shared,
    cdns: { site: { ...SITE, ...site } },
    ...change,
  });
};
const edgeOf = (cloud: CloudName, site: object = {}): Stack =>
  synth(on(cloud, withSite(site)))[`acme-test-${cloud}-edge`]!;
const infrastructureOf = (cloud: CloudName, change: object = {}): Stack =>
  synth(on(cloud, withSite({}, change)))[`acme-test-${cloud}`]!;
const problemsIn = (cloud: CloudName, site: object, change: object = {}) =>
  problemsOf(on(cloud, withSite(site, change))).join('\n');
const warningsIn = (cloud: CloudName, site: object = {}, change: object = {}) =>
  plan([on(cloud, withSite(site, change))], providers).warnings;

describe.each(CLOUDS)('a Cdn on %s', (cloud) => {
  const stack = edgeOf(cloud);

  it('has these resources, in a stack of its own that is applied last', () => {
    expect(stack.addresses()).toMatchSnapshot();
    expect(Object.keys(synth(on(cloud, withSite())))).toEqual([`acme-test-${cloud}`, `acme-test-${cloud}-edge`]);
  });

  it('knows the bucket by the name that the infrastructure stack gives it', () => {
    const buckets = {
      aws: ['aws_s3_bucket.files', 'bucket'],
      google: ['google_storage_bucket.files', 'name'],
      azurerm: ['azurerm_storage_account.files', 'name'],
    } as const;
    const [address, argument] = buckets[cloud];
    const name = String(infrastructureOf(cloud).resource(address)[argument]);
    expect(JSON.stringify(stack.json)).toContain(name);
  });

  it('tells browsers how to protect people, and how long to keep answers', () => {
    const text = JSON.stringify(stack.json);
    for (const part of ["default-src 'self'", 'DENY', 'strict-origin-when-cross-origin', '31536000'])
      expect(text).toContain(part);
    for (const part of ['public, max-age=31536000', 'public, max-age=86400', 'no-cache']) expect(text).toContain(part);
  });

  it('leaves a header out that is false, and has none for what goes by the object', () => {
    const bare = { contentSecurityPolicy: null, frameOptions: false, referrerPolicy: false, contentTypeOptions: false };
    const text = JSON.stringify(
      edgeOf(cloud, {
        caching: { seconds: 'origin' },
        paths: {},
        headers: { ...bare, contentSecurityPolicy: undefined, strictTransportSeconds: false },
      }).json,
    );
    expect(text).not.toMatch(/Cache-Control|frame_options|X-Frame|nosniff|Referrer|Strict-Transport/);
  });

  it('keeps no records of requests that nobody wants', () => {
    expect(edgeOf(cloud, { logs: false }).addresses().join()).not.toMatch(/log_|diagnostic/);
  });

  it('lets its own authority issue certificates, where a zone says who may', () => {
    const authority = { aws: 'amazon.com', google: 'pki.goog', azurerm: 'digicert.com' }[cloud];
    expect(JSON.stringify(infrastructureOf(cloud).json)).toContain(authority);
    const zones = { dnsZones: { main: { domain: 'shop.example.com', certificateAuthorities: ['letsencrypt.org'] } } };
    expect(problemsIn(cloud, {}, zones)).toMatch(
      `certificateAuthorities must have ${authority}, too, from which cdns gets certificates`,
    );
  });

  it.each<[RegExp, object, object]>([
    [/cdns\.site\.hosts\.0 must be inside one of the environment's dnsZones/, { hosts: ['www.example.org'] }, {}],
    [/hosts must have each host once/, { hosts: ['shop.example.com', 'shop.example.com'] }, {}],
    [/cdns\.site\.hosts/, { hosts: [] }, {}],
    [/must name one of the environment's dnsZones/, { hosts: [{ zone: 'other' }] }, {}],
    [
      /must not be www\.shop\.example\.com, which cdns\.site serves, too/,
      {},
      { cdns: { site: SITE, other: { ...SITE, hosts: ['www.shop.example.com'] } } },
    ],
    [
      /must not be www\.shop\.example\.com, whose address dnsZones\.main\.records\.www says already/,
      {},
      { dnsZones: { main: { domain: 'shop.example.com', records: { www: [{ type: 'A', values: ['192.0.2.1'] }] } } } },
    ],
    [/origin\.bucket must name one of the environment's objectStores/, { origin: { bucket: 'fils' } }, {}],
    [/must be a bucket that anybody may read, got "files"/, {}, { objectStores: { files: { public: false } } }],
    [/must be the path of an object, such as \/index\.html/, { origin: { bucket: 'files', index: 'index.html' } }, {}],
    [/must be a path such as \/robots\.txt/, { paths: { one: { path: '*.png' } } }, {}],
    [/must be a path such as \/robots\.txt/, { paths: { one: { path: '/*' } } }, {}],
    [
      /paths must have each path once, got \/a\/\* twice/,
      { paths: { one: { path: '/a/*' }, other: { path: '/a/*' } } },
      {},
    ],
    [
      /caching\.queryParameters tell apart what is kept, but with seconds: 0 nothing is/,
      { caching: { seconds: 0, queryParameters: ['v'] } },
      {},
    ],
    [
      /paths must be at most 9, got 10/,
      { paths: Object.fromEntries([...'abcdefghij'].map((one) => [one, { path: `/${one}/*` }])) },
      {},
    ],
    [/caching\.seconds/, { caching: { seconds: 40_000_000 } }, {}],
  ])('refuses: %s', (message, site, change) => {
    expect(problemsIn(cloud, site, change)).toMatch(message);
  });

  it('refuses a host that a route in the cluster has', () => {
    const routed = {
      ...withSite({ hosts: ['www.shop.example.com'] }),
      cluster: { version: '1.35', nodePools: { main: { size: 'large', min: 2, max: 4 } } },
      addons: { gateway: {}, certManager: { email: 'ops@example.com' }, externalDns: {}, loadBalancerController: {} },
      namespaces: { web: {} },
      workloads: {
        web: {
          namespace: 'web',
          image: 'registry.example.com/web:1',
          resources: { cpu: '100m', memory: '128Mi' },
          ports: { http: { port: 8080 } },
          probes: { readiness: { path: '/' }, liveness: { path: '/' } },
          routes: [{ host: 'www.shop.example.com' }],
        },
      },
    };
    expect(problemsOf(on(cloud, routed as never)).join('\n')).toMatch(
      /cdns\.site\.hosts\.0 must not be www\.shop\.example\.com, which a route in the cluster has, too/,
    );
  });

  it('warns of a bucket that anybody may read, and no Cdn serves', () => {
    const codes = (change: object) => warningsIn(cloud, {}, change).map(({ code }) => code);
    expect(codes({})).not.toContain('store/public-unserved');
    expect(codes({ objectStores: { files: { public: true }, others: { public: true } } })).toContain(
      'store/public-unserved',
    );
  });

  it('warns of a bucket that anybody may read, and a workload writes', () => {
    const codes = (right: object) =>
      plan(
        [
          on(
            cloud,
            servedWith(['www.shop.example.com'], {
              objectStores: { files: { public: true } },
              cdns: { site: { ...SITE, hosts: ['shop.example.com'] } },
              workloads: { web: { ...routed('www.shop.example.com'), access: [{ objectStore: 'files', ...right }] } },
            }),
          ),
        ],
        providers,
      ).warnings.map(({ code }) => code);
    expect(codes({ write: true })).toContain('store/public-written');
    expect(codes({ read: true })).not.toContain('store/public-written');
  });
});

describe('a Cdn on AWS', () => {
  const stack = edgeOf('aws');
  const distribution = stack.resource('aws_cloudfront_distribution.cdn_site');

  it('serves its hosts by TLS 1.2 and above, with a certificate of us-east-1', () => {
    expect(distribution).toMatchObject({
      aliases: ['www.shop.example.com', 'shop.example.com'],
      default_root_object: 'index.html',
      is_ipv6_enabled: true,
      viewer_certificate: { minimum_protocol_version: 'TLSv1.2_2021', ssl_support_method: 'sni-only' },
      custom_error_response: [{ error_code: 404, response_code: 200, response_page_path: '/index.html' }],
    });
    expect(stack.resource('aws_acm_certificate.cdn_site_certificate')).toMatchObject({
      region: 'us-east-1',
      domain_name: 'www.shop.example.com',
      subject_alternative_names: ['shop.example.com'],
      lifecycle: { create_before_destroy: true },
    });
    expect(stack.resource('aws_route53_record.cdn_site_certificate_shop_example_com_record').records).toEqual([
      '${one([for one in aws_acm_certificate.cdn_site_certificate.domain_validation_options : one.resource_record_value if one.domain_name == "shop.example.com"])}',
    ]);
  });

  it('tries the longest path first', () => {
    const behaviours = distribution.ordered_cache_behavior as Attributes[];
    expect(behaviours.map(({ path_pattern }) => path_pattern)).toEqual([
      '/assets/fonts/*',
      '/index.html',
      '/assets/*',
      '/',
    ]);
    const [fonts, entry, assets, root] = behaviours;
    expect({ ...root, path_pattern: '/index.html' }).toEqual(entry);
    expect(entry!.cache_policy_id).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    expect(fonts!.cache_policy_id).toBe('${aws_cloudfront_cache_policy.cdn_site_fonts_cache_policy.id}');
    expect(assets!.viewer_protocol_policy).toBe('redirect-to-https');
    expect(stack.resource('aws_cloudfront_cache_policy.cdn_site_assets_cache_policy')).toMatchObject({
      min_ttl: 31_536_000,
      max_ttl: 31_536_000,
      parameters_in_cache_key_and_forwarded_to_origin: {
        query_strings_config: { query_string_behavior: 'whitelist', query_strings: { items: ['v'] } },
      },
    });
  });

  it('alone reads the bucket, and its key', () => {
    const infrastructure = infrastructureOf('aws');
    const policy = String(infrastructure.resource('aws_s3_bucket_policy.files_policy').policy);
    for (const part of ['cloudfront.amazonaws.com', 's3:GetObject', ':distribution/*', 'aws:SourceAccount'])
      expect(policy).toContain(part);
    expect(infrastructure.resource('aws_s3_bucket_public_access_block.files_public_access_block')).toMatchObject({
      block_public_policy: true,
      restrict_public_buckets: true,
    });
    expect(JSON.stringify(infrastructure.resource('aws_kms_key.keys_stores').policy)).toContain('cloudfront');
    const without = synth(on('aws', withSite({}, { cdns: null, objectStores: { files: { public: false } } })));
    expect(JSON.stringify(without['acme-test-aws']!.json)).not.toContain('cloudfront');
  });

  it('warns of a key that others keep', () => {
    const arn = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-4000-8000-000000000009';
    const change = { objectStores: { files: { public: true, encryptionKey: { existing: { aws: arn } } } } };
    expect(warningsIn('aws', {}, change).map(({ code }) => code)).toContain('cdn/key-of-others');
  });
});

describe('a Cdn on Google', () => {
  const stack = edgeOf('google');

  it('rewrites the path /, and answers with the fallback where nothing is', () => {
    expect(stack.resource('google_compute_url_map.cdn_site')).toMatchObject({
      host_rule: [{ hosts: ['www.shop.example.com', 'shop.example.com'], path_matcher: 'files' }],
      default_custom_error_response_policy: {
        error_response_rule: [
          { match_response_codes: ['403', '404'], path: '/index.html', override_response_code: 200 },
        ],
      },
    });
    const [matcher] = stack.resource('google_compute_url_map.cdn_site').path_matcher as Attributes[];
    const [root, , entry] = matcher!.path_rule as Attributes[];
    expect(root!.service).toBe(entry!.service);
    expect((matcher!.path_rule as Attributes[]).map(({ paths }) => (paths as string[])[0])).toEqual([
      '/',
      '/assets/fonts/*',
      '/index.html',
      '/assets/*',
    ]);
  });

  it('keeps answers as long as browsers do', () => {
    expect(stack.resource('google_compute_backend_bucket.cdn_site_assets_backend')).toMatchObject({
      enable_cdn: true,
      cdn_policy: {
        cache_mode: 'FORCE_CACHE_ALL',
        default_ttl: 31_536_000,
        cache_key_policy: { query_string_whitelist: ['v'] },
      },
      compression_mode: 'AUTOMATIC',
    });
    expect(stack.resource('google_compute_backend_bucket.cdn_site_entry_backend')).not.toHaveProperty('enable_cdn');
  });

  it('speaks TLS 1.2 and above, on both families of addresses, and sends HTTP there', () => {
    expect(stack.resource('google_compute_ssl_policy.cdn_site_entrance_ssl_policy').min_tls_version).toBe('TLS_1_2');
    const rules = stack.addresses().filter((address) => address.startsWith('google_compute_global_forwarding_rule'));
    expect(rules.map((address) => stack.resource(address).port_range)).toEqual(['80', '80', '443', '443']);
  });

  it('lets everybody read objects, and list none', () => {
    const infrastructure = infrastructureOf('google');
    expect(infrastructure.resource('google_storage_bucket.files').public_access_prevention).toBe('inherited');
    expect(infrastructure.resource('google_storage_bucket_iam_member.files_everybody')).toMatchObject({
      role: 'roles/storage.legacyObjectReader',
      member: 'allUsers',
    });
  });

  it('is warned of where the account forbids such buckets, which it does no more', () => {
    const account = { account: { compliance: { frameworks: ['cis'] } } };
    expect(warningsIn('google', {}, account).map(({ code }) => code)).toContain('cdn/public-in-project');
    const policies = (change: object) => {
      const stacks = synth(on('google', withSite({}, { ...account, ...change })));
      return stacks['acme-test-google-account']!.addresses().join();
    };
    expect(policies({})).not.toMatch('storage_public_access_prevention');
    expect(policies({ cdns: null, objectStores: null })).toMatch('storage_public_access_prevention');
  });
});

describe('a Cdn on Azure', () => {
  const stack = edgeOf('azurerm');
  const rule = (id: string) => stack.resource(`azurerm_cdn_frontdoor_rule.cdn_site_rules_${id}`);

  it('runs headers, then caching from the shortest path to the longest, then what answers', () => {
    const order = ['headers', 'caching_default', 'caching_assets', 'caching_entry', 'caching_fonts', 'caching_of_index', 'index', 'fallback', 'container']; // prettier-ignore
    expect(order.map((id) => rule(id).order)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(rule('caching_assets')).toMatchObject({
      conditions: { url_path_condition: [{ operator: 'BeginsWith', match_values: ['assets/'] }] },
      actions: {
        route_configuration_override_action: { cache_behavior: 'OverrideAlways', cache_duration: '365.00:00:00' },
      },
    });
    expect(rule('caching_entry').actions).toMatchObject({
      route_configuration_override_action: { cache_behavior: 'Disabled' },
    });
    expect(rule('index')).toMatchObject({ behavior_on_match: 'Stop' });
    expect((rule('headers').actions as Attributes).response_header_action).toHaveLength(5);
  });

  it('proves its hosts in the zone, and leads there after the route', () => {
    // A host that goes is deleted after the route has let go of it.
    expect(stack.resource('azurerm_cdn_frontdoor_custom_domain.cdn_site_host_shop_example_com').lifecycle).toEqual({
      create_before_destroy: true,
    });
    expect(stack.resource('azurerm_dns_txt_record.cdn_site_host_shop_example_com_validation_record').name).toBe(
      '_dnsauth',
    );
    expect(stack.resource('azurerm_dns_a_record.cdn_site_host_shop_example_com_record')).toMatchObject({
      name: '@',
      target_resource_id: '${azurerm_cdn_frontdoor_endpoint.cdn_site_endpoint.id}',
      depends_on: ['azurerm_cdn_frontdoor_route.cdn_site_route'],
    });
    expect(stack.resource('azurerm_dns_cname_record.cdn_site_host_www_shop_example_com_record').name).toBe('www');
  });

  it('opens the container by names of objects, and the account to the internet', () => {
    const infrastructure = infrastructureOf('azurerm');
    expect(infrastructure.resource('azurerm_storage_container.files_container').container_access_type).toBe('blob');
    expect(infrastructure.resource('azurerm_storage_account.files')).toMatchObject({
      allow_nested_items_to_be_public: true,
      public_network_access_enabled: true,
    });
  });

  it('warns of the domain of a zone, whose certificate nobody renews', () => {
    const codes = (hosts: unknown[]) => warningsIn('azurerm', { hosts }).map(({ code }) => code);
    expect(codes(['shop.example.com'])).toContain('cdn/apex-renewal');
    expect(codes(['www.shop.example.com'])).not.toContain('cdn/apex-renewal');
  });
});

describe('a page for what is not there', () => {
  const origin = { bucket: 'files', fallback: null, notFound: '/404.html' };

  it('answers with status 404 on AWS and Google', () => {
    const distribution = edgeOf('aws', { origin }).resource('aws_cloudfront_distribution.cdn_site');
    expect(distribution.custom_error_response).toEqual([
      { error_code: 404, response_code: 404, response_page_path: '/404.html' },
    ]);
    const { default_custom_error_response_policy: policy } = edgeOf('google', { origin }).resource(
      'google_compute_url_map.cdn_site',
    );
    expect(policy).toMatchObject({
      error_response_rule: [{ match_response_codes: ['403', '404'], path: '/404.html', override_response_code: 404 }],
    });
  });

  it('is refused on Azure, and beside a fallback', () => {
    expect(problemsIn('azurerm', { origin })).toContain('Front Door has no pages of its own for errors');
    expect(problemsIn('aws', { origin: { ...origin, fallback: '/index.html' } })).toContain(
      'cdns.site.origin.notFound must not be beside fallback',
    );
  });
});

it.each(CLOUDS)('refuses hosts on %s that differ in dots and hyphens alone', (cloud) => {
  expect(problemsIn(cloud, { hosts: ['a-b.shop.example.com', 'a.b.shop.example.com'] })).toContain(
    'cdns.site.hosts must not be both a-b.shop.example.com and a.b.shop.example.com, which differ in dots and hyphens alone',
  );
});
