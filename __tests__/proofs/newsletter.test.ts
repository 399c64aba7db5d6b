/** A whole system on every cloud: stable addresses and names, reproducible output, tags, outputs, and the HCL form. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { synthesize } from '../../app/synthesize';
import { providers } from '../../providers';
import { environments } from '../../scripts/bench/newsletter';
import { CLOUDS } from '../helpers/environments';
import { hclDifferences } from '../helpers/hcl';
import { synth, synthHcl, warningsOf } from '../helpers/synth';

const stacks = synth(...environments);
const infrastructure = environments.flatMap(({ system, environment }) =>
  CLOUDS.map((cloud) => `${system}-${environment}-${cloud}`),
);
const ids = infrastructure.flatMap((id) => [id, `${id}-platform`]);

describe('the app', () => {
  it('creates two stacks for each environment and cloud', () => {
    expect(Object.keys(stacks).sort()).toEqual([...ids].sort());
  });

  it('reports no warnings when each cloud can do what the environments say', () => {
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
    const { stacks: made } = synthesize({ environments, ...providers, outdir, only: ['newsletter-production-*'] });
    rmSync(outdir, { recursive: true });
    expect(made.map(({ id }) => id)).toEqual(
      CLOUDS.flatMap((cloud) => [`newsletter-production-${cloud}`, `newsletter-production-${cloud}-platform`]),
    );
  });

  it('lists the existing stacks when a pattern matches none', () => {
    expect(() => synthesize({ environments, ...providers, only: ['nothing-*'] })).toThrow(
      /nothing-\*: matches no stack; there are newsletter-development-aws/,
    );
  });
});

describe.each(ids)('%s', (id) => {
  const stack = stacks[id]!;

  it('keeps its addresses', () => {
    expect(stack.addresses()).toMatchSnapshot();
  });

  it('keeps its names', () => {
    expect(stack.names()).toMatchSnapshot();
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
  const tags = { Environment: 'production', Project: 'newsletter', ManagedBy: 'terraform', CostCenter: 'marketing' };

  it('are the provider’s defaults on AWS', () => {
    expect(stacks['newsletter-production-aws']!.json.provider.aws[0].default_tags).toEqual([{ tags }]);
  });

  it('are the provider’s default labels on Google, in the characters that Google takes', () => {
    expect(stacks['newsletter-production-google']!.json.provider.google[0].default_labels).toEqual({
      environment: 'production',
      project: 'newsletter',
      'managed-by': 'terraform',
      'cost-center': 'marketing',
    });
  });

  it('are on each resource that takes them on Azure', () => {
    const stack = stacks['newsletter-production-azurerm']!;
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

describe('the HCL form', () => {
  const hcl = synthHcl(...environments);

  it.each(ids)('of %s says what the JSON says', async (id) => {
    expect(await hclDifferences(hcl[id]!, JSON.parse(stacks[id]!.text))).toEqual([]);
  });
});
