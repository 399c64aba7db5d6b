import { DbInstance } from '@cdktf/provider-aws/lib/db-instance';
import { EksCluster } from '@cdktf/provider-aws/lib/eks-cluster';
import { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3TablesTableBucket } from '@cdktf/provider-aws/lib/s3tables-table-bucket';
import { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl';
import { KubernetesCluster } from '@cdktf/provider-azurerm/lib/kubernetes-cluster';
import { NetworkSecurityGroup } from '@cdktf/provider-azurerm/lib/network-security-group';
import { AzurermProvider } from '@cdktf/provider-azurerm/lib/provider';
import { ContainerCluster } from '@cdktf/provider-google/lib/container-cluster';
import { GoogleProvider } from '@cdktf/provider-google/lib/provider';
import { HelmProvider } from '@cdktf/provider-helm/lib/provider';
import { Release } from '@cdktf/provider-helm/lib/release';
import { DeploymentV1 } from '@cdktf/provider-kubernetes/lib/deployment-v1';
import { KubernetesProvider } from '@cdktf/provider-kubernetes/lib/provider';
import {
  App,
  CloudBackend,
  DataResource,
  Fn,
  NamedCloudWorkspace,
  PrefixedRemoteWorkspaces,
  RemoteBackend,
  S3Backend,
  TerraformHclModule,
  TerraformIterator,
  TerraformLocal,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  TerraformVariable,
} from 'cdktf';
import * as fc from 'fast-check';

import { hclOf } from '../../../core/hcl/print';
import { hclDifferences } from '../../helpers/hcl';

const newStack = (): TerraformStack => new TerraformStack(new App(), 'stack');

/** Every printed stack must parse back to its JSON. */
async function printed(stack: TerraformStack, emptyBlocks: string[] = []): Promise<string> {
  const { hcl } = hclOf(stack);
  expect(await hclDifferences(hcl, stack.toTerraform(), { emptyBlocks })).toEqual([]);
  return hcl;
}

/** The body of the block with this first line, without indentation. */
function bodyOf(hcl: string, header: string): string[] {
  const lines = hcl.split('\n');
  const start = lines.indexOf(`${header} {`);
  expect({ header, start }).not.toEqual({ header, start: -1 });
  return lines.slice(start + 1, lines.indexOf('}', start)).map((line) => line.trim());
}

describe('blocks and arguments of provider resources', () => {
  const stack = newStack();
  new AwsProvider(stack, 'aws', { region: 'eu-west-1', defaultTags: [{ tags: { Project: 'triptych' } }] });
  const eks = new EksCluster(stack, 'eks', {
    name: 'main',
    roleArn: 'arn:aws:iam::123456789012:role/eks',
    vpcConfig: { subnetIds: ['subnet-1', 'subnet-2'], endpointPrivateAccess: true },
    encryptionConfig: { provider: { keyArn: 'arn:aws:kms:eu-west-1:123456789012:key/k' }, resources: ['secrets'] },
    timeouts: { create: '40m' },
    tags: { 'kubernetes.io/cluster/main': 'owned', for: 'key', plain: 'key' },
  });
  new LaunchTemplate(stack, 'template', {
    metadataOptions: { httpTokens: 'required' },
    blockDeviceMappings: [
      { deviceName: '/dev/xvda', ebs: { volumeSize: 50, encrypted: 'true' } },
      { deviceName: '/dev/xvdb', ebs: { volumeSize: 100 } },
    ],
  });
  new S3BucketLifecycleConfiguration(stack, 'lifecycle', {
    bucket: 'b',
    rule: [{ id: 'old', status: 'Enabled', filter: [{ prefix: '' }], expiration: [{ days: 30 }] }],
  });
  new S3TablesTableBucket(stack, 'tables', {
    name: 'tables',
    encryptionConfiguration: { sseAlgorithm: 'AES256', kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/k' },
  });
  new SecurityGroup(stack, 'group', { ingress: [{ protocol: 'tcp', fromPort: 443, toPort: 443 }], egress: [] });
  new DbInstance(stack, 'db', { instanceClass: 'db.t4g.medium', lifecycle: { preventDestroy: true } });
  new Wafv2WebAcl(stack, 'waf', {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'm', sampledRequestsEnabled: true },
    rule: [
      {
        name: 'common',
        priority: 1,
        overrideAction: { none: {} },
        statement: {
          managed_rule_group_statement: { name: 'Common', vendor_name: 'AWS', rule_action_override: [{ name: 'r' }] },
        },
        visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: 'm', sampledRequestsEnabled: true },
      },
    ],
  });
  new GoogleProvider(stack, 'google', { project: 'p' });
  new ContainerCluster(stack, 'gke', {
    name: 'main',
    privateClusterConfig: { enablePrivateNodes: true, masterGlobalAccessConfig: { enabled: true } },
    addonsConfig: { networkPolicyConfig: { disabled: true } },
    masterAuthorizedNetworksConfig: { cidrBlocks: [{ cidrBlock: '10.0.0.0/8' }, { cidrBlock: '192.168.0.0/16' }] },
    resourceLabels: { environment: 'test' },
  });
  new AzurermProvider(stack, 'azurerm', { features: [{ keyVault: [{ recoverSoftDeletedKeys: true }] }] });
  new KubernetesCluster(stack, 'aks', {
    name: 'main',
    location: 'westeurope',
    resourceGroupName: 'rg',
    defaultNodePool: { name: 'system', vmSize: 'Standard_D2s_v5', upgradeSettings: { maxSurge: '10%' } },
    identity: { type: 'SystemAssigned' },
  });
  new NetworkSecurityGroup(stack, 'nsg', {
    name: 'nsg',
    location: 'westeurope',
    resourceGroupName: 'rg',
    securityRule: [{ name: 'https', access: 'Allow', priority: 100, protocol: 'Tcp', direction: 'Inbound' }],
  });
  new HelmProvider(stack, 'helm', {
    kubernetes: { host: eks.endpoint, exec: { apiVersion: 'v1', command: 'aws', args: ['eks', 'get-token'] } },
    registries: [{ url: 'oci://registry', username: 'u', password: 'p' }],
  });
  new Release(stack, 'release', {
    name: 'r',
    chart: 'c',
    set: [{ name: 'a.b', value: '1' }],
    postrender: { binaryPath: './x' },
    timeouts: { create: '5m' },
  });
  new KubernetesProvider(stack, 'kubernetes', { exec: [{ apiVersion: 'v1', command: 'aws' }] });
  new DeploymentV1(stack, 'deployment', {
    metadata: { name: 'web', labels: { 'app.kubernetes.io/name': 'web' } },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: {}, spec: { container: [{ name: 'web', env: [{ name: 'A', value: '1' }] }] } },
    },
  });

  it.each([
    ['aws: a block of one', 'resource "aws_eks_cluster" "eks"', 'vpc_config {'],
    ['aws: a block in a block of one', 'resource "aws_eks_cluster" "eks"', 'provider {'],
    ['aws: timeouts', 'resource "aws_eks_cluster" "eks"', 'timeouts {'],
    [
      'aws: a map with keys that are no identifiers',
      'resource "aws_eks_cluster" "eks"',
      '"kubernetes.io/cluster/main" = "owned"',
    ],
    ['aws: a map with a key that is a keyword', 'resource "aws_eks_cluster" "eks"', '"for" = "key"'],
    ['aws: a block in a list of blocks', 'resource "aws_launch_template" "template"', 'ebs {'],
    ['aws, plugin framework: blocks', 'resource "aws_s3_bucket_lifecycle_configuration" "lifecycle"', 'expiration {'],
    [
      'aws, plugin framework: a nested attribute',
      'resource "aws_s3tables_table_bucket" "tables"',
      'encryption_configuration = {',
    ],
    ['aws: blocks as attributes', 'resource "aws_security_group" "group"', 'ingress = ['],
    ['aws: an empty list where that means "none"', 'resource "aws_security_group" "group"', 'egress = []'],
    ['aws: lifecycle', 'resource "aws_db_instance" "db"', 'lifecycle {'],
    ['aws: an untyped statement', 'resource "aws_wafv2_web_acl" "waf"', 'statement {'],
    ['aws: blocks in an untyped statement', 'resource "aws_wafv2_web_acl" "waf"', 'rule_action_override {'],
    ['aws: an empty block', 'resource "aws_wafv2_web_acl" "waf"', 'none {}'],
    ['aws: a block in the provider', 'provider "aws"', 'default_tags {'],
    ['google: a block in a block', 'resource "google_container_cluster" "gke"', 'master_global_access_config {'],
    ['google: repeated blocks', 'resource "google_container_cluster" "gke"', 'cidr_blocks {'],
    ['google: a map', 'resource "google_container_cluster" "gke"', 'resource_labels = {'],
    ['azurerm: a block in the provider', 'provider "azurerm"', 'features {'],
    ['azurerm: a block in a block', 'resource "azurerm_kubernetes_cluster" "aks"', 'upgrade_settings {'],
    ['azurerm: blocks as attributes', 'resource "azurerm_network_security_group" "nsg"', 'security_rule = ['],
    ['helm: nested attributes in the provider', 'provider "helm"', 'kubernetes = {'],
    ['helm: what is in them', 'provider "helm"', 'exec = {'],
    ['helm: a list of nested attributes in the provider', 'provider "helm"', 'registries = ['],
    ['helm: set', 'resource "helm_release" "release"', 'set = ['],
    ['helm: a single nested attribute', 'resource "helm_release" "release"', 'postrender = {'],
    ['helm: timeouts', 'resource "helm_release" "release"', 'timeouts = {'],
    ['kubernetes: a block in the provider', 'provider "kubernetes"', 'exec {'],
    ['kubernetes: blocks deep down', 'resource "kubernetes_deployment_v1" "deployment"', 'env {'],
    ['kubernetes: maps in blocks', 'resource "kubernetes_deployment_v1" "deployment"', 'match_labels = {'],
  ])('%s', (_what, header, line) => {
    expect(bodyOf(hclOf(stack).hcl, header).map((each) => each.replace(/ +=/, ' ='))).toContain(line);
  });

  it('parse back to the JSON', async () => {
    expect(await hclDifferences(hclOf(stack).hcl, stack.toTerraform())).toEqual([]);
  });

  it('stay in the order of the JSON', () => {
    const names = Object.keys((stack.toTerraform() as { resource: object }).resource);
    const found = [...hclOf(stack).hcl.matchAll(/^resource "(\w+)"/gm)].map(([, type]) => type);
    expect(found).toEqual(names);
  });
});

describe('raw overrides', () => {
  it('are blocks where the binding knows blocks by that name, though the resource set none', async () => {
    const stack = newStack();
    const cluster = new EksCluster(stack, 'eks', { name: 'x', roleArn: 'r', vpcConfig: { subnetIds: [] } });
    cluster.addOverride('kubernetes_network_config', { ip_family: 'ipv6' });
    cluster.addOverride('access_config', [{ authentication_mode: 'API' }]);
    expect(bodyOf(await printed(stack), 'resource "aws_eks_cluster" "eks"')).toEqual(
      expect.arrayContaining(['kubernetes_network_config {', 'access_config {']),
    );
  });

  it('are blocks if unknown and a list of objects, else arguments', async () => {
    const stack = newStack();
    const thing = new TerraformResource(stack, 'thing', { terraformResourceType: 'new_thing' });
    thing.addOverride('rule', [{ port: 1 }, { port: 2, inner: [{ a: 1 }] }]);
    thing.addOverride('labels', { a: 'b' });
    thing.addOverride('ports', [1, 2]);
    const body = bodyOf(await printed(stack), 'resource "new_thing" "thing"');
    expect(body.filter((line) => /^(rule|inner|labels|ports)/.test(line))).toEqual([
      'rule {',
      'rule {',
      'inner {',
      'labels = {',
      'ports = [1, 2]',
    ]);
  });

  it('write no block for an empty list or null', async () => {
    const stack = newStack();
    new LaunchTemplate(stack, 't', { name: 'x', blockDeviceMappings: [] }).addOverride('metadata_options', null);
    const hcl = await printed(stack, ['block_device_mappings', 'metadata_options']);
    expect(bodyOf(hcl, 'resource "aws_launch_template" "t"')).toEqual(['name = "x"']);
  });

  it('make ephemeral resources, with blocks where a resource of the same type has them', async () => {
    const stack = newStack();
    new DeploymentV1(stack, 'd', { metadata: {}, spec: { template: { metadata: {}, spec: {} } } });
    stack.addOverride('ephemeral.random_password.x', { length: 32, special: false });
    stack.addOverride('ephemeral.kubernetes_deployment_v1.y', { metadata: { name: 'n' } });
    const hcl = await printed(stack);
    expect(bodyOf(hcl, 'ephemeral "random_password" "x"')).toEqual(['length  = 32', 'special = false']);
    expect(bodyOf(hcl, 'ephemeral "kubernetes_deployment_v1" "y"')).toContain('metadata {');
  });

  it('make moved, import, removed and check blocks, with bare references', async () => {
    const stack = newStack();
    stack.addOverride('moved', [
      { from: 'aws_x.a', to: 'aws_x.b["k"]' },
      { from: 'aws_x.c', to: 'aws_x.d' },
    ]);
    stack.addOverride('import', [{ to: 'aws_x.b["k"]', id: 'i-1', provider: 'aws.second' }]);
    stack.addOverride('removed', [{ from: 'aws_x.e', lifecycle: { destroy: false } }]);
    stack.addOverride('check.health', {
      data: { http: { site: { url: 'https://x', depends_on: ['aws_x.b'] } } },
      assert: [{ condition: '${data.http.site.status_code == 200}', error_message: 'down' }],
    });
    const hcl = await printed(stack);
    expect(hcl.match(/^moved \{$/gm)).toHaveLength(2);
    expect(bodyOf(hcl, 'moved')).toEqual(['from = aws_x.a', 'to   = aws_x.b["k"]']);
    expect(bodyOf(hcl, 'import')).toEqual(['to       = aws_x.b["k"]', 'id       = "i-1"', 'provider = aws.second']);
    expect(bodyOf(hcl, 'removed')).toEqual(['from = aws_x.e', 'lifecycle {', 'destroy = false', '}']);
    expect(bodyOf(hcl, 'check "health"')).toEqual([
      'data "http" "site" {',
      'url        = "https://x"',
      'depends_on = [aws_x.b]',
      '}',
      'assert {',
      'condition     = data.http.site.status_code == 200',
      'error_message = "down"',
      '}',
    ]);
  });

  it('are refused at the top level if Terraform has no such block', () => {
    const stack = newStack();
    stack.addOverride('resources.aws_x.a', {});
    expect(() => hclOf(stack)).toThrow('stack: no HCL form for "resources"; synthesize JSON');
  });

  it('are refused as arguments if HCL cannot spell their name', () => {
    const stack = newStack();
    new TerraformResource(stack, 'a', { terraformResourceType: 'x_y' }).addOverride('not a name', 1);
    expect(() => hclOf(stack)).toThrow('"not a name" cannot be the name of an argument in HCL');
  });
});

describe('the language', () => {
  it('has required_providers as maps, required_version and a backend in one terraform block', async () => {
    const stack = newStack();
    new AwsProvider(stack, 'aws', {});
    new S3Backend(stack, { bucket: 'state', key: 'k' }).addOverride('assume_role', { role_arn: 'r' });
    stack.addOverride('terraform.required_version', '>= 1.11');
    const body = bodyOf(await printed(stack), 'terraform');
    expect(body).toEqual(
      expect.arrayContaining([
        'required_providers {',
        'aws = {',
        'backend "s3" {',
        'assume_role = {',
        'required_version = ">= 1.11"',
      ]),
    );
  });

  it('has workspaces as a block in the cloud block and the remote backend', async () => {
    const cloud = newStack();
    new CloudBackend(cloud, { organization: 'o', workspaces: new NamedCloudWorkspace('w', 'p') });
    expect(bodyOf(await printed(cloud), 'terraform')).toEqual([
      'cloud {',
      'organization = "o"',
      'workspaces {',
      ...['name    = "w"', 'project = "p"', '}', '}'],
    ]);
    const remote = newStack();
    new RemoteBackend(remote, { organization: 'o', workspaces: new PrefixedRemoteWorkspaces('w-') });
    expect(bodyOf(await printed(remote), 'terraform')).toContain('workspaces {');
  });

  it('has several configurations of one provider, and bare references to them', async () => {
    const stack = newStack();
    new AwsProvider(stack, 'aws', { region: 'eu-west-1' });
    const second = new AwsProvider(stack, 'second', { region: 'us-east-1', alias: 'second' });
    const group = new SecurityGroup(stack, 'group', { name: 'x', provider: second });
    new SecurityGroup(stack, 'other', { dependsOn: [group], lifecycle: { ignoreChanges: ['tags["a"]', 'name'] } });
    new SecurityGroup(stack, 'third', { lifecycle: { ignoreChanges: 'all', replaceTriggeredBy: [group] } });
    new TerraformHclModule(stack, 'module', {
      source: 'hashicorp/x/aws',
      version: '1.0.0',
      providers: [{ moduleAlias: 'src', provider: second }],
      variables: { list: [{ a: 1 }] },
      dependsOn: [group],
    });
    const hcl = await printed(stack);
    expect(hcl.match(/^provider "aws" \{$/gm)).toHaveLength(2);
    expect(bodyOf(hcl, 'resource "aws_security_group" "group"')).toContain('provider = aws.second');
    const other = bodyOf(hcl, 'resource "aws_security_group" "other"');
    expect(other).toContain('depends_on = [aws_security_group.group]');
    expect(other).toContain('ignore_changes = [tags["a"], name]');
    const third = bodyOf(hcl, 'resource "aws_security_group" "third"');
    expect(third.map((line) => line.replace(/ +=/, ' ='))).toEqual(
      expect.arrayContaining(['ignore_changes = all', 'replace_triggered_by = [aws_security_group.group]']),
    );
    const module = bodyOf(hcl, 'module "module"');
    expect(module).toEqual(
      expect.arrayContaining(['list = [', 'aws.src = aws.second', 'depends_on = [aws_security_group.group]']),
    );
  });

  it('keeps falsy defaults, locals and nulls', async () => {
    const stack = newStack();
    for (const value of [false, 0, '', [], {}, null]) {
      const id = JSON.stringify(value).replace(/\W/g, (char) => `_${char.charCodeAt(0)}`);
      new TerraformVariable(stack, `v${id}`, { type: 'any' }).addOverride('default', value);
      new TerraformLocal(stack, `l${id}`, value);
    }
    new TerraformVariable(stack, 'secret', { type: 'list(object({a=string}))', nullable: false, sensitive: true });
    const hcl = await printed(stack);
    expect(bodyOf(hcl, 'variable "vfalse"')).toEqual(['default = false', 'type    = any']);
    expect(bodyOf(hcl, 'variable "v_34_34"')).toContain('default = ""');
    expect(bodyOf(hcl, 'variable "vnull"')).toContain('default = null');
    expect(bodyOf(hcl, 'variable "secret"')).toContain('type      = list(object({a=string}))');
    expect(bodyOf(hcl, 'locals')).toEqual(expect.arrayContaining(['lfalse    = false', 'l0        = 0']));
  });

  it('has validations, conditions, provisioners and connections as blocks', async () => {
    const stack = newStack();
    const condition = { condition: '${var.a != ""}', errorMessage: 'say "a"' };
    new TerraformVariable(stack, 'a', { validation: [condition] });
    new TerraformOutput(stack, 'o', { value: [{ a: 1 }] }).addOverride('precondition', {
      condition: '${true}',
      error_message: 'e',
    });
    const data = new DataResource(stack, 'd', {
      lifecycle: { precondition: [condition], postcondition: [condition, condition] },
      connection: { type: 'ssh', host: 'h' },
      provisioners: [
        { type: 'local-exec', command: 'echo "$HOME"', when: 'destroy' },
        { type: 'remote-exec', inline: ['a', 'b'], connection: { type: 'ssh', host: 'h' } },
      ],
    });
    data.addOverride('input', [{ a: 1 }]);
    const hcl = await printed(stack);
    expect(bodyOf(hcl, 'variable "a"')).toContain('validation {');
    expect(bodyOf(hcl, 'output "o"')).toEqual(
      expect.arrayContaining(['value = [', 'precondition {', 'condition     = "${true}"']),
    );
    const body = bodyOf(hcl, 'resource "terraform_data" "d"');
    expect(body.filter((line) => line === 'postcondition {')).toHaveLength(2);
    expect(body).toEqual(
      expect.arrayContaining(['input = [', 'precondition {', 'connection {', 'provisioner "local-exec" {']),
    );
    expect(body).toEqual(
      expect.arrayContaining(['command = "echo \\"$HOME\\""', 'when    = destroy', 'inline = ["a", "b"]']),
    );
  });

  it('has dynamic blocks whose content knows its own blocks', async () => {
    const stack = newStack();
    const devices = TerraformIterator.fromList(['/dev/a', '/dev/b']);
    new LaunchTemplate(stack, 't', {
      blockDeviceMappings: devices.dynamic({ device_name: devices.value, ebs: { volume_size: 1 } }),
    });
    expect(bodyOf(await printed(stack), 'resource "aws_launch_template" "t"')).toEqual([
      'dynamic "block_device_mappings" {',
      'for_each = toset(["/dev/a", "/dev/b"])',
      'iterator = each',
      'content {',
      'device_name = each.value',
      'ebs {',
      ...['volume_size = 1', '}', '}', '}'],
    ]);
  });
});

describe('strings', () => {
  const local = async (value: unknown): Promise<string> => {
    const stack = newStack();
    new TerraformLocal(stack, 'l', value);
    return bodyOf(await printed(stack), 'locals')
      .join('\n')
      .replace('l = ', '');
  };

  it.each([
    ['quotes and backslashes', 'say "a\\b"', '"say \\"a\\\\b\\""'],
    ['line ends, never a heredoc', 'a\r\nb\t\u0001', '"a\\r\\nb\\t\\u0001"'],
    ['an expression on its own', '${aws_x.y.id}', 'aws_x.y.id'],
    ['a call on its own', '${join(",", ["a", "}"])}', 'join(",", ["a", "}"])'],
    ['two expressions', '${a.b}${c.d}', '"${a.b}${c.d}"'],
    ['quotes within and without an expression', '{"a":"${f("x")}"}', '"{\\"a\\":\\"${f("x")}\\"}"'],
    ['a template in a string in an expression', '"${f("}${g("\\"")}")}"', '"\\"${f("}${g("\\"")}")}\\""'],
    ['escaped expressions', '$${a "b"} %%{if "c"} $$${d}', '"$${a \\"b\\"} %%{if \\"c\\"} $$${d}"'],
    ['directives', '%{if a.b}"x"%{else}y%{endif}', '"%{if a.b}\\"x\\"%{else}y%{endif}"'],
    ['lone markers', '100% of $5 { }', '"100% of $5 { }"'],
    ['a literal in a template', '${true}', '"${true}"'],
    ['beyond ASCII', 'Ærø 🚀', '"Ærø 🚀"'],
  ])('%s', async (_what, value, hcl) => {
    expect(await local(value)).toBe(hcl);
  });

  it('encode JSON with quotes and tokens', async () => {
    const stack = newStack();
    const eks = new EksCluster(stack, 'eks', { name: 'x', roleArn: 'r', vpcConfig: { subnetIds: [] } });
    const policy = {
      Statement: [
        { Resource: [eks.arn, `${eks.arn}/*`], Condition: { StringEquals: { 'aws:x': Fn.rawString('a "b"') } } },
      ],
    };
    new TerraformLocal(stack, 'encoded', Fn.jsonencode(policy));
    new TerraformLocal(stack, 'stringified', JSON.stringify({ ...policy, quoted: 'a "b"' }));
    expect((await printed(stack)).match(/\$\{aws_eks_cluster\.eks\.arn\}\/\*/g)).toHaveLength(2);
  });

  it('of any mix of text, escapes and expressions parse back to themselves', async () => {
    const texts = ['a', ' ', '"', '\\', '\n', '\t', '\u0002', 'é', '{x', '}', '%', '$', '#', '//'].map(
      (each) => `${each} `,
    );
    const templates = ['$${', '%%{', '$$${', '${a.b}', '${f("\\"}")}', '${g({ k = "${a.b}" })}', '${a[0]["k"]}'];
    const string = fc.array(fc.constantFrom(...texts, ...templates)).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(string), fc.dictionary(string, string), async (list, map) => {
        await local({ list, map });
      }),
      { numRuns: 200 },
    );
  });
});

describe('what is around the HCL', () => {
  it('is aligned as terraform fmt does it', async () => {
    const stack = newStack();
    new EksCluster(stack, 'eks', {
      name: 'x',
      roleArn: 'role',
      version: '1.34',
      vpcConfig: { subnetIds: ['a'] },
      tags: { k: 'v' },
    });
    expect(await printed(stack)).toContain(
      [
        'resource "aws_eks_cluster" "eks" {',
        '  name     = "x"',
        '  role_arn = "role"',
        '  tags = {',
        '    k = "v"',
        '  }',
        '  version = "1.34"',
        '  vpc_config {',
        '    subnet_ids = ["a"]',
        '  }',
        '}',
      ].join('\n'),
    );
  });

  it('is metadata with outputs and the path of each element, as cdktf reads it', () => {
    const stack = newStack();
    new AwsProvider(stack, 'aws', {});
    new SecurityGroup(stack, 'group', { tags: { a: 'b' } });
    new TerraformOutput(stack, 'o', { value: 1 });
    const { metadata } = hclOf(stack);
    expect(metadata).toMatchObject({
      '//': { metadata: { stackName: 'stack' }, outputs: { stack: { o: 'o' } } },
      terraform: { required_providers: { aws: { source: 'aws' } } },
      resource: { aws_security_group: { group: { '//': { metadata: { path: 'stack/group' } } } } },
    });
    expect(JSON.stringify(metadata)).not.toContain('"tags"');
  });
});

describe('the comparison of HCL with JSON', () => {
  it.each([
    ['a lost argument', 'variable "a" {}', { variable: { a: { default: false } } }],
    ['an added argument', 'variable "a" {\n  default = 1\n}', { variable: { a: {} } }],
    ['a lost block', 'moved {\n  from = a.b\n}', { moved: [{ from: 'a.b' }, { from: 'a.c' }] }],
    ['a heredoc, which adds a line end', 'locals {\n  a = <<EOF\nx\nEOF\n}', { locals: { a: 'x' } }],
    ['another type', 'locals {\n  a = 1\n}', { locals: { a: '1' } }],
    ['white space in text', 'locals {\n  a = "x  ${b.c}"\n}', { locals: { a: 'x ${b.c}' } }],
    ['text for a reference', 'output "a" {\n  depends_on = ["b.c"]\n}', { output: { a: { depends_on: ['b.c'] } } }],
    ['a reference for text', 'locals {\n  a = b.c\n}', { locals: { a: 'b.c' } }],
  ])('finds %s', async (_what, hcl, json) => {
    expect(await hclDifferences(hcl, json)).toHaveLength(1);
  });

  it('leaves formatters free to space expressions, and says where a difference is', async () => {
    const json = { locals: { a: '${f({k=[1,2]})}', b: { c: ['x'] } } };
    const hcl = 'locals {\n  a = f({ k = [1, 2] })\n  b = { c = ["y"] }\n}';
    expect(await hclDifferences(hcl, json)).toEqual(['locals.b.c[0]: "x" in JSON, "y" in HCL']);
  });
});
