/** Deploy identities that tell Cdns to drop what they keep, on every cloud. */
import { rightsOf } from '../../../app/rights/rights';
import { providers } from '../../../providers';
import { type CloudName, CLOUDS, on } from '../../helpers/environments';
import { servedWith } from '../../helpers/served';
import { type Attributes, problemsOf, type Stack, synth } from '../../helpers/synth';

const from = { github: { repository: 'acme/shop', subjects: [{ branch: 'main' }] } };
const origin = { loadBalancer: true };
const kept = { paths: { assets: { path: '/assets/*' } } };
const CDNS = {
  site: { hosts: ['www.shop.example.com'], origin, ...kept },
  api: { hosts: ['api.shop.example.com'], origin, ...kept },
  files: { hosts: ['files.shop.example.com'], origin: { bucket: 'pages' } },
};
const EVERY = ['site', 'api', 'files'];

const input = (cloud: CloudName, identity: object = { invalidate: EVERY }, change: object = {}) =>
  on(
    cloud,
    servedWith(['www.shop.example.com', 'api.shop.example.com'], {
      loadBalancer: {},
      objectStores: { pages: { public: true } },
      cdns: CDNS,
      deployIdentities: { releases: { from, ...identity } },
      ...change,
    }),
  );
const stacksOf = (...given: Parameters<typeof input>): Readonly<Record<'' | '-edge', Stack>> => {
  const stacks = synth(input(...given));
  const stack = (kind: string) => stacks[`acme-test-${given[0]}${kind}`]!;
  return { '': stack(''), '-edge': stack('-edge') };
};
const addedBy = (cloud: CloudName, kind: '' | '-edge'): string[] => {
  const others = stacksOf(cloud, { deploy: ['web'] })[kind].addresses();
  const { [kind]: stack } = stacksOf(cloud, { deploy: ['web'], invalidate: EVERY });
  return stack.addresses().filter((one) => !others.includes(one));
};

describe.each(CLOUDS)('invalidate on %s', (cloud) => {
  const { '-edge': edge, '': infrastructure } = stacksOf(cloud);

  it('adds these to the edge, and nothing to the infrastructure', () => {
    expect(addedBy(cloud, '-edge')).toMatchSnapshot();
    expect(addedBy(cloud, '')).toEqual([]);
  });

  it('lets the identity of the infrastructure stack drop what is kept, and do nothing else', () => {
    const rights = {
      aws: () => {
        const { role, policy } = edge.resource('aws_iam_role_policy.deploy_releases_invalidation');
        expect(role).toBe(infrastructure.resource('aws_iam_role.deploy_releases_role')['name']);
        return String(policy);
      },
      google: () => {
        const { member } = edge.resource('google_project_iam_member.deploy_releases_invalidation');
        const account = infrastructure.resource('google_service_account.deploy_releases_account')['account_id'];
        expect(member).toBe(`serviceAccount:${String(account)}@acme-test.iam.gserviceaccount.com`);
        return JSON.stringify(edge.resource('google_project_iam_custom_role.deploy_releases_invalidation_role'));
      },
      azurerm: () => {
        const found = edge.json.data as Record<string, Record<string, Attributes>>;
        const { name } = found['azurerm_user_assigned_identity']!['deploy_releases_identity']!;
        expect(name).toBe(infrastructure.resource('azurerm_user_assigned_identity.deploy_releases')['name']);
        return JSON.stringify(
          edge.resource('azurerm_role_definition.deploy_releases_invalidation_role')['permissions'],
        );
      },
    }[cloud]();
    const actions = rights.match(/cloudfront:\w+|compute\.\w+\.\w+|Microsoft\.[\w./]+/g);
    expect(actions).toEqual(
      {
        aws: ['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'],
        google: ['compute.urlMaps.get', 'compute.urlMaps.invalidateCache', 'compute.globalOperations.get'],
        azurerm: ['Microsoft.Cdn/profiles/afdendpoints/read', 'Microsoft.Cdn/profiles/afdendpoints/Purge/action'],
      }[cloud],
    );
  });

  it('tells what is dropped, by Cdn', () => {
    const ofGateway = {
      aws: (cdn: string) => `\${aws_cloudfront_distribution.cdn_${cdn}.id}`,
      google: () => 'acme-test-edge-load-balancer',
      azurerm: () => '${azurerm_cdn_frontdoor_endpoint.load_balancer_endpoint.id}',
    }[cloud];
    const files = {
      aws: '${aws_cloudfront_distribution.cdn_files.id}',
      google: 'acme-test-edge-cdn-files',
      azurerm: '${azurerm_cdn_frontdoor_endpoint.cdn_files_endpoint.id}',
    }[cloud];
    expect(edge.outputs['deploy_releases_invalidate']).toEqual({
      site: ofGateway('site'),
      api: ofGateway('api'),
      files,
    });
  });

  it('goes by the present names of a Cdn and an identity that are renamed', () => {
    const { site, ...others } = CDNS;
    const renamed = stacksOf(
      cloud,
      { formerly: ['deploys'], invalidate: ['pages'] },
      { cdns: { ...others, pages: { ...site, formerly: ['site'] } } },
    );
    expect(Object.keys(renamed['-edge'].outputs['deploy_releases_invalidate'] as object)).toEqual(['pages']);
    expect(JSON.stringify(renamed['-edge'].json)).toContain('acme-test-deploy-deploys');
  });

  it('is told of by `rights`, with the reason of what is wide', () => {
    const rights = rightsOf({ ...providers, environments: [input(cloud)] }).flatMap((found) => found.rights);
    expect(rights.some(({ who, may }) => /deploy-releases|runs/.test(who) && /nvalidat|Purge/i.test(may.join()))).toBe(
      true,
    );
    expect(rights.filter(({ isWide, because }) => isWide && because === undefined)).toEqual([]);
  });

  it.each<[string, object, RegExp]>([
    ['an unknown Cdn', { invalidate: ['sit'] }, /invalidate must name the environment's cdns .*got "sit"/],
    ['a Cdn twice', { invalidate: ['site', 'site'] }, /invalidate must name each Cdn once, got site twice/],
    [
      'nothing',
      { invalidate: [] },
      /releases may do nothing: give it plan, apply, upload, deploy or invalidate, or remove it/,
    ],
  ])('refuses %s', (_, identity, message) => {
    expect(problemsOf(input(cloud, identity)).join('\n')).toMatch(message);
  });

  it('refuses a Cdn that keeps nothing', () => {
    const idle = { cdns: { ...CDNS, api: { ...CDNS.api, paths: { live: { path: '/live/*', seconds: 0 } } } } };
    expect(problemsOf(input(cloud, { invalidate: ['site', 'api'] }, idle)).join()).toMatch(
      /invalidate must name Cdns that keep answers, got api, of which caching and paths keep nothing: leave it out/,
    );
    expect(problemsOf(input(cloud, { invalidate: ['site'] }, idle))).toEqual([]);
  });
});

describe('the role of an identity on AWS', () => {
  const many = Array.from({ length: 60 }, (_, index) => `bucket-${index}`);
  const buckets = Object.fromEntries(many.map((name) => [name, {}]));
  const change = { objectStores: { pages: { public: true }, ...buckets } };
  const inlineOf = (identity: object): string =>
    String(stacksOf('aws', identity, change)[''].resource('aws_iam_role_policy.deploy_releases_role_policy')['policy']);

  it('leaves room for what the edge stack adds to it', () => {
    const full = inlineOf({ upload: many });
    expect(stacksOf('aws', { upload: many }, change)[''].addresses().join()).toContain(
      'aws_iam_policy.deploy_releases',
    );
    expect(inlineOf({ upload: many, invalidate: EVERY }).length).toBeLessThan(full.length);
  });

  it('goes with the policy that another stack has given it', () => {
    const roleOf = (identity: object) => stacksOf('aws', identity)[''].resource('aws_iam_role.deploy_releases_role');
    expect(roleOf({ invalidate: ['site'] })['force_detach_policies']).toBe(true);
    expect(roleOf({ upload: ['pages'] })).not.toHaveProperty('force_detach_policies');
  });
});
