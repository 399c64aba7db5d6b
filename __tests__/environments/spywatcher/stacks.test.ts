/** Spywatcher's environments on every cloud: the sizes of its design, stable addresses, and reproducible output. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { synthesize } from '../../../app/synthesize';
import { environments } from '../../../environments';
import { providers } from '../../../providers';
import { CLOUDS } from '../../helpers/environments';
import { hclDifferences } from '../../helpers/hcl';
import { type Stack, synth, synthHcl, warningsOf } from '../../helpers/synth';

const stacks = synth(...environments);
const infrastructure = environments.flatMap(({ system, environment }) =>
  CLOUDS.map((cloud) => `${system}-${environment}-${cloud}`),
);
const ids = infrastructure.flatMap((id) => [id, `${id}-platform`]);
const named = (stack: Stack): string[] =>
  Object.entries(stack.json.resource as Record<string, Record<string, Record<string, unknown>>>)
    .flatMap(([type, byId]) =>
      Object.entries(byId).flatMap(([id, attributes]) =>
        ['name', 'identifier', 'replication_group_id', 'bucket', 'instance_id', 'account_id', 'cluster_id'].flatMap(
          (key) =>
            typeof attributes[key] === 'string' && !attributes[key].includes('${')
              ? [`${type}.${id}: ${attributes[key]}`]
              : [],
        ),
      ),
    )
    .sort();

describe('the app', () => {
  it('creates two stacks for each environment and cloud', () => {
    expect(Object.keys(stacks).sort()).toEqual([...ids].sort());
  });

  it('reports no warnings: versions are supported, and the files contain the differences that clouds require', () => {
    expect(warningsOf(...environments)).toEqual([]);
  });

  it('writes the same bytes twice, and no path of the machine', () => {
    const again = synth(...environments);
    for (const id of ids) {
      expect(again[id]!.text).toBe(stacks[id]!.text);
      expect(stacks[id]!.text).not.toContain(process.cwd());
      expect(stacks[id]!.text).not.toContain(tmpdir());
    }
  });

  it('writes only the requested stacks', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'triptych-only-'));
    const { stacks: made } = synthesize({ environments, ...providers, outdir, only: ['spywatcher-production-*'] });
    rmSync(outdir, { recursive: true });
    expect(made.map(({ id }) => id)).toEqual(
      CLOUDS.flatMap((cloud) => [`spywatcher-production-${cloud}`, `spywatcher-production-${cloud}-platform`]),
    );
  });

  it('lists the existing stacks when a pattern matches none', () => {
    expect(() => synthesize({ environments, ...providers, only: ['nothing-*'] })).toThrow(
      /nothing-\*: matches no stack; there are spywatcher-development-aws/,
    );
  });
});

describe.each(ids)('%s', (id) => {
  const stack = stacks[id]!;

  it('keeps its addresses', () => {
    expect(stack.addresses()).toMatchSnapshot();
  });

  it('keeps its names', () => {
    expect(named(stack)).toMatchSnapshot();
  });

  it('keeps its state independent of the machine', () => {
    expect(stack.json.terraform.backend).toEqual({ local: { path: `../../../state/${id}.tfstate` } });
    expect(stack.json.terraform.required_version).toBe('>= 1.11.0');
  });

  it('holds no password', () => {
    const secrets = /"(password|auth_token|administrator_password|secret_string|secret_data|root_password)":/;
    expect(stack.text).not.toMatch(secrets);
    expect(Object.keys(stack.json.resource)).not.toContain('random_password');
  });
});

describe('outputs', () => {
  it.each(environments.map(({ system, environment }) => `${system}-${environment}`))(
    'of %s have the same names on every cloud',
    (prefix) => {
      const [aws, google, azurerm] = CLOUDS.map((cloud) => Object.keys(stacks[`${prefix}-${cloud}`]!.outputs).sort());
      // Memorystore has a private certificate authority, and some of Google's service agents must be created by a
      // command. Only AWS creates load balancers from within the cluster, which requires an identity.
      const common = (names: string[]) =>
        names.filter(
          (name) =>
            ![
              'foundation_prepare_command',
              'redis_ca_certificates',
              'identity_load_balancer_controller_identity',
            ].includes(name),
        );
      expect(common(google!)).toEqual(common(aws!));
      expect(azurerm).toEqual(common(aws!));
      expect(aws).toEqual(
        expect.arrayContaining([
          'backups_name',
          'cluster_endpoint',
          'cluster_kubeconfig_command',
          'cluster_name',
          'network_id',
          'postgres_host',
          'postgres_port',
          'postgres_secret',
          'redis_host',
          'redis_port',
          'redis_secret',
        ]),
      );
    },
  );
});

describe('tags', () => {
  const tags = { Environment: 'production', Project: 'spywatcher', ManagedBy: 'terraform', CostCenter: 'engineering' };

  it('are the provider’s defaults on AWS', () => {
    expect(stacks['spywatcher-production-aws']!.json.provider.aws[0].default_tags).toEqual([{ tags }]);
  });

  it('are the provider’s default labels on Google, in the characters that Google takes', () => {
    expect(stacks['spywatcher-production-google']!.json.provider.google[0].default_labels).toEqual({
      environment: 'production',
      project: 'spywatcher',
      'managed-by': 'terraform',
      'cost-center': 'engineering',
    });
  });

  it('are on each resource that takes them on Azure', () => {
    const stack = stacks['spywatcher-production-azurerm']!;
    for (const type of [
      'azurerm_resource_group',
      'azurerm_virtual_network',
      'azurerm_kubernetes_cluster',
      'azurerm_kubernetes_cluster_node_pool',
      'azurerm_postgresql_flexible_server',
      'azurerm_managed_redis',
      'azurerm_storage_account',
      'azurerm_key_vault',
    ]) {
      for (const resource of stack.all(type)) expect(resource.tags).toMatchObject(tags);
      expect(stack.all(type).length).toBeGreaterThan(0);
    }
  });
});

describe('the sizing table of the design, on AWS', () => {
  const [production, staging] = ['production', 'staging'].map((name) => stacks[`spywatcher-${name}-aws`]!);
  const nodes = (stack: Stack) =>
    stack.all('aws_eks_node_group').map(({ scaling_config: scaling }, index) => ({
      instance_type: stack.all('aws_launch_template')[index]!.instance_type,
      ...scaling,
    }));

  it('production: three t3.large nodes of 2–10, db.t3.large over zones, two cache.t3.medium', () => {
    expect(nodes(production!)).toEqual([{ instance_type: 't3.large', desired_size: 3, min_size: 2, max_size: 10 }]);
    expect(production!.resource('aws_db_instance.postgres')).toMatchObject({
      instance_class: 'db.t3.large',
      multi_az: true,
      engine_version: '15',
      backup_retention_period: 7,
    });
    expect(production!.resource('aws_elasticache_replication_group.redis')).toMatchObject({
      node_type: 'cache.t3.medium',
      num_cache_clusters: 2,
      automatic_failover_enabled: true,
    });
  });

  it('staging: two t3.medium nodes of 1–4, one db.t3.medium, one cache.t3.small', () => {
    expect(nodes(staging!)).toEqual([{ instance_type: 't3.medium', desired_size: 2, min_size: 1, max_size: 4 }]);
    expect(staging!.resource('aws_db_instance.postgres')).toMatchObject({
      instance_class: 'db.t3.medium',
      multi_az: false,
    });
    expect(staging!.resource('aws_elasticache_replication_group.redis')).toMatchObject({
      node_type: 'cache.t3.small',
      num_cache_clusters: 1,
    });
  });

  it('small nodes have enough CPU on Google, too: e2-medium has 940m, and GKE takes half of it', () => {
    for (const environment of ['development', 'staging']) {
      const pool = stacks[`spywatcher-${environment}-google`]!.resource('google_container_node_pool.cluster_pool_main');
      expect(pool.node_config.machine_type).toBe('e2-standard-2');
    }
  });

  it('production spans three zones with a gateway in each; maintenance is on Sundays from 02:00 to 04:00', () => {
    expect(production!.counts()).toMatchObject({ aws_subnet: 9, aws_nat_gateway: 3 });
    expect(production!.resource('aws_vpc.network').cidr_block).toBe('10.0.0.0/16');
    expect(production!.resource('aws_db_instance.postgres').maintenance_window).toBe('sun:02:00-sun:04:00');
  });
});

describe('the HCL form', () => {
  const hcl = synthHcl(...environments);

  it.each(ids)('of %s says what the JSON says', async (id) => {
    expect(await hclDifferences(hcl[id]!, JSON.parse(stacks[id]!.text))).toEqual([]);
  });
});

describe('the environment files', () => {
  it('explain their choice where the design’s versions are no longer available', () => {
    expect(readFileSync(join(__dirname, '../../../environments/spywatcher/base.ts'), 'utf8')).toContain('1.28');
  });
});
