/** Spywatcher's environments on every cloud: the sizes of its design, and stable addresses and names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { Stack } from '../../../__tests__/helpers/synth';
import { keepsStill } from '../../../__tests__/helpers/system';
import * as spywatcher from '..';

const environments = Object.values(spywatcher);
const stacks = keepsStill(environments);

describe('the sizing table of the design, on AWS', () => {
  const [production, staging] = ['production', 'staging'].map((name) => stacks[`spywatcher-${name}-aws`]!);
  const nodes = (stack: Stack) =>
    stack.all('aws_eks_node_group').map(({ scaling_config: scaling }, index) => ({
      instance_type: stack.all('aws_launch_template')[index]!.instance_type,
      ...scaling,
    }));

  /** The number that a pool starts with; later it is the present one. */
  const atFirst = (number: number): unknown => expect.stringMatching(new RegExp(`, ${number}\\)\\)\\)}$`));

  it('production: three t3.large nodes of 2–10, db.t3.large over zones, two cache.t3.medium', () => {
    expect(nodes(production!)).toEqual([
      { instance_type: 't3.large', desired_size: atFirst(3), min_size: 2, max_size: 10 },
    ]);
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
    expect(nodes(staging!)).toEqual([
      { instance_type: 't3.medium', desired_size: atFirst(2), min_size: 1, max_size: 4 },
    ]);
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

  it('production has the tags of the design', () => {
    expect(production!.json.provider.aws[0].default_tags).toEqual([
      { tags: { Environment: 'production', Project: 'spywatcher', ManagedBy: 'terraform', CostCenter: 'engineering' } },
    ]);
  });
});

it('the files explain their choice where the design’s versions are no longer available', () => {
  expect(readFileSync(join(__dirname, '../base.ts'), 'utf8')).toContain('1.28');
});
