/** Services on AWS: the login to the cluster, and names that the infrastructure stack gives. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { App, DefaultTokenResolver, StringConcat, Tokenization } from 'cdktf';

import { plan } from '../../../../app/plan/plan';
import { settingsOf } from '../../../../app/stacks/settings';
import type { EnvironmentInput } from '../../../../constructs/environment/schema';
import type { AwsTarget } from '../../../../constructs/environment/targets';
import { EnvironmentStack } from '../../../../core/cdktf/stack';
import { describeWithoutCode } from '../../../../core/rules/problem';
import { providers } from '../../../../providers';
import { CloudLookup } from '../../../../providers/aws/cloud-lookup/cloud-lookup';
import { decoded } from '../../../helpers/aws/expression';
import { on } from '../../../helpers/environments';
import { baseWith } from '../../../helpers/platform';
import { type Attributes, synth } from '../../../helpers/synth';

/** A stack with services only, the answer to a question, and the stack's resources after it. */
function servicesOf<T>(input: EnvironmentInput, ask: (services: CloudLookup) => T): { answer: T; json: Attributes } {
  const { plans, problems } = plan([input], providers);
  if (problems.length > 0) throw new Error(problems.map(describeWithoutCode).join('\n'));
  const outdir = mkdtempSync(join(tmpdir(), 'triptych-'));
  try {
    const { environment, identities, target } = plans[0]!;
    const stack = new EnvironmentStack(new App({ outdir }), 'platform', settingsOf(plans[0]!, 'infrastructure'));
    const services = new CloudLookup(stack, 'cloud', { environment, identities, target: target as AwsTarget });
    const resolver = new DefaultTokenResolver(new StringConcat());
    const answer = Tokenization.resolve(ask(services), { scope: stack, resolver, preparing: false }) as T;
    return { answer, json: JSON.parse(JSON.stringify(stack.toTerraform())) as Attributes };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
const made = (change: object = {}) => on('aws', baseWith(change));
const asked = <T>(ask: (services: CloudLookup) => T, change: object = {}): T => servicesOf(made(change), ask).answer;

/** An existing cluster in an existing network. */
const theirs: EnvironmentInput = {
  ...made({ cluster: null, network: null, databases: null, caches: null }),
  cluster: { existing: { aws: { name: 'theirs' } } },
  network: {
    existing: {
      aws: {
        id: 'vpc-0a1b2c31',
        privateSubnets: ['subnet-0a1b2c31'],
        databaseSubnets: ['subnet-0a1b2c32', 'subnet-0a1b2c33'],
        privateCidrs: ['10.0.0.0/17'],
      },
    },
  },
};

describe('the login', () => {
  const { json } = servicesOf(made(), () => undefined);
  const CLUSTER = 'data.aws_eks_cluster.cloud_cluster';
  const access = {
    host: `\${${CLUSTER}.endpoint}`,
    cluster_ca_certificate: `\${base64decode(${CLUSTER}.certificate_authority[0].data)}`,
    token: '${ephemeral.aws_eks_cluster_auth.cloud_token.token}',
  };

  it('is an ephemeral token for the cluster by its name, for both providers', () => {
    expect(json.ephemeral.aws_eks_cluster_auth.cloud_token).toEqual({ name: 'acme-test' });
    expect(json.data.aws_eks_cluster.cloud_cluster).toMatchObject({ name: 'acme-test' });
    expect(json.provider.kubernetes).toEqual([access]);
    expect(json.provider.helm).toEqual([{ kubernetes: access }]);
  });

  it('starts no program', () => {
    expect(JSON.stringify(json.provider)).not.toContain('exec');
  });

  it('reads in the one account, and creates nothing', () => {
    expect(json.provider.aws).toEqual([{ region: 'us-east-1', allowed_account_ids: ['123456789012'] }]);
    expect(json).not.toHaveProperty('resource');
  });

  it('works for an existing cluster by its name', () => {
    const { json: other } = servicesOf(theirs, () => undefined);
    expect(other.ephemeral.aws_eks_cluster_auth.cloud_token).toEqual({ name: 'theirs' });
    expect(other.data.aws_eks_cluster.cloud_cluster).toMatchObject({ name: 'theirs' });
  });
});

describe('secrets', () => {
  it('are read from Secrets Manager, with the identity of External Secrets', () => {
    expect(asked((services) => services.secretStore)).toEqual({
      aws: { service: 'SecretsManager', region: 'us-east-1' },
    });
  });

  const reader = {
    namespace: 'shop',
    image: 'example/api:1',
    resources: { cpu: '100m', memory: '128Mi' },
    secretEnv: { A: { from: 'postgres', key: 'host' }, B: { from: 'redis', key: 'host' } },
  };
  const change = {
    incarnation: '2',
    addons: { externalSecrets: {} },
    workloads: { api: reader },
    databases: { postgres: { readReplicas: { reader: {} } } },
  };

  it('are found by the names that the infrastructure stack gives them', () => {
    const infrastructure = synth(made(change))['acme-test-aws']!;
    const nameIn = (stack: string): string =>
      Object.values<Attributes>(
        decoded(infrastructure.resource(`aws_cloudformation_stack.${stack}`).template_body as string).Resources,
      )[0]!.Properties.Name as string;
    expect(
      asked(
        (services) => [
          services.credentials('token'),
          services.credentials('redis'),
          services.credentials('postgres'),
          services.connection('postgres'),
          services.connection('redis'),
        ],
        change,
      ),
    ).toEqual([
      nameIn('secrets_token_secret'),
      nameIn('redis_users_credentials_stack'),
      infrastructure.resource('aws_secretsmanager_secret.postgres_credentials').name,
      nameIn('secrets_postgres_connection'),
      nameIn('secrets_redis_connection'),
    ]);
  });

  it('require no marks on service accounts, because of Pod Identity', () => {
    expect(asked((services) => services.serviceAccount())).toEqual({ annotations: {}, podLabels: {} });
    expect(asked((services) => services.identityEndpoints)).toEqual([{ cidr: '169.254.170.23/32', port: 80 }]);
  });
});

it('knows the DNS cache that an existing cluster may have on its nodes', () => {
  expect(asked((services) => services.dnsCaches)).toEqual([]);
  expect(servicesOf(theirs, (services) => services.dnsCaches).answer).toEqual(['169.254.20.10/32']);
});

describe('managed services', () => {
  it('answer in the database tiers of both regions', () => {
    expect(asked((services) => services.managedRanges)).toEqual(['10.0.192.0/22', '10.0.196.0/22', '10.0.200.0/22']);
    const both = asked((services) => services.managedRanges, {
      network: { zones: 1, secondaryCidr: '10.9.0.0/16' },
      cluster: null,
      databases: null,
      caches: null,
      namespaces: null,
    });
    expect(both).toEqual(['10.0.192.0/22', '10.9.192.0/22', '10.9.196.0/22']);
  });

  it('answer in the database subnets of an existing network', () => {
    const { answer, json } = servicesOf(theirs, (services) => services.managedRanges);
    expect(answer).toEqual([
      '${data.aws_subnet.cloud_subnet_1.cidr_block}',
      '${data.aws_subnet.cloud_subnet_2.cidr_block}',
    ]);
    expect(json.data.aws_subnet).toMatchObject({
      cloud_subnet_1: { id: 'subnet-0a1b2c32' },
      cloud_subnet_2: { id: 'subnet-0a1b2c33' },
    });
  });
});

describe('load balancers', () => {
  const PREFIX = 'service.beta.kubernetes.io/aws-load-balancer';

  it.each([
    [false, 'internet-facing'],
    [true, 'internal'],
  ])(
    'with internal %s are %s, belong to the controller, target pods and keep the address of the client',
    (internal, scheme) => {
      expect(asked((services) => services.loadBalancer({ internal }))).toEqual({
        loadBalancerClass: 'service.k8s.aws/nlb',
        annotations: {
          [`${PREFIX}-scheme`]: scheme,
          [`${PREFIX}-nlb-target-type`]: 'ip',
          [`${PREFIX}-attributes`]: 'load_balancing.cross_zone.enabled=true',
          [`${PREFIX}-target-group-attributes`]: 'preserve_client_ip.enabled=true',
        },
      });
    },
  );

  it('belong to a controller with settings that it cannot look up', () => {
    expect(asked((services) => services.loadBalancerController)).toEqual({
      clusterName: 'acme-test',
      region: 'us-east-1',
      vpcId: '${data.aws_eks_cluster.cloud_cluster.vpc_config[0].vpc_id}',
      defaultTargetType: 'ip',
      defaultTags: { Environment: 'test', Project: 'acme', ManagedBy: 'terraform', CostCenter: 'research' },
    });
  });
});

describe('volumes', () => {
  const parameters = (change: object = {}) => asked((services) => services.storageClass.parameters, change);

  it('are encrypted with the key of the nodes, which is found by its alias', () => {
    const { answer, json } = servicesOf(made(), (services) => services.storageClass);
    expect(answer).toEqual({
      provisioner: 'ebs.csi.aws.com',
      parameters: {
        type: 'gp3',
        encrypted: 'true',
        kmsKeyId: '${data.aws_kms_alias.cloud_disk_key.target_key_arn}',
      },
    });
    const { name } = synth(made())['acme-test-aws']!.resource('aws_kms_alias.keys_cluster_alias');
    expect(json.data.aws_kms_alias.cloud_disk_key).toMatchObject({ name });
  });

  it('are encrypted with the existing key, or with the one that AWS keeps', () => {
    const aws = 'arn:aws:kms:us-east-1:123456789012:key/1';
    expect(parameters({ cluster: { encryptionKey: { existing: { aws } } } })).toMatchObject({ kmsKeyId: aws });
    expect(parameters({ cluster: { encryptionKey: 'cloud' } })).toEqual({ type: 'gp3', encrypted: 'true' });
    expect(servicesOf(theirs, (services) => services.storageClass.parameters).answer).toEqual({
      type: 'gp3',
      encrypted: 'true',
    });
  });
});

describe('DNS', () => {
  it('records are limited to the zones', () => {
    expect(asked((services) => services.externalDns(['main']))).toEqual({
      provider: { name: 'aws' },
      extraArgs: { 'zone-id-filter': ['Z0123456789EXAMPLE'] },
    });
  });

  it('challenges are solved in the zone', () => {
    expect(asked((services) => services.dnsSolver('main'))).toEqual({
      route53: { region: 'us-east-1', hostedZoneID: 'Z0123456789EXAMPLE' },
    });
  });
});

describe('buckets', () => {
  const { bucket } = synth(made())['acme-test-aws']!.resource('aws_s3_bucket.files');
  const storage = asked((services) => services.objectStorage('files')) as Attributes;

  it('are found by the name that the infrastructure stack gives them', () => {
    expect(storage.loki.bucketNames).toEqual({ chunks: bucket });
    expect(storage.tempo.s3.bucket).toBe(bucket);
    expect(storage.velero.configuration.backupStorageLocation[0].bucket).toBe(bucket);
    expect(storage.clickHouse.variables).toMatchObject({ REMOTE_STORAGE: 's3', S3_BUCKET: bucket });
  });

  it('are written with identities, never with access keys', () => {
    expect(storage.loki.object_store).toEqual({
      type: 's3',
      s3: { endpoint: 's3.us-east-1.amazonaws.com', region: 'us-east-1', native_aws_auth_enabled: true },
    });
    expect(storage.lokiKind).toBe('s3');
    expect(storage.velero.credentials).toEqual({ useSecret: false });
    expect(JSON.stringify(storage)).not.toMatch(/access_?key|secret_?key/i);
  });

  it('come with the plugin that Velero needs, and snapshots in the region', () => {
    expect(storage.velero.initContainers).toMatchObject([
      { image: 'velero/velero-plugin-for-aws:v1.14.2', volumeMounts: [{ name: 'plugins', mountPath: '/target' }] },
    ]);
    expect(storage.velero.configuration.volumeSnapshotLocation).toEqual([
      { name: 'default', provider: 'velero.io/aws', config: { region: 'us-east-1' } },
    ]);
  });
});

describe('the cluster', () => {
  it('has Metrics Server unless it is an existing one', () => {
    expect(asked((services) => services.hasMetricsServer)).toBe(true);
    expect(servicesOf(theirs, (services) => services.hasMetricsServer).answer).toBe(false);
  });

  it('has node groups that the autoscaler discovers by its name', () => {
    expect(asked((services) => services.clusterAutoscaler)).toEqual({
      cloudProvider: 'aws',
      awsRegion: 'us-east-1',
      autoDiscovery: { clusterName: 'acme-test' },
    });
  });
});
