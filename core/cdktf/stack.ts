/** EnvironmentStack: one environment on one cloud: its state, names, tags, outputs and readable addresses. */
import {
  TerraformDataSource,
  TerraformElement,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
  type App,
  type TerraformBackend,
} from 'cdktf';
import { Construct, Node, type IConstruct } from 'constructs';
import type { CloudName } from '../words/clouds';
import { Ephemeral } from './ephemeral';
import { hclOf } from '../hcl/print';
import { nameFor, type NameLimit, type Namespace } from '../names';
import { configureBackend, type State } from './state';

export interface EnvironmentStackProps {
  readonly cloudName: CloudName;
  readonly namespace: Namespace;
  readonly state: State;
  /** On everything that takes tags. */
  readonly tags: Readonly<Record<string, string>>;
  /** True where the provider cannot tag by default, so that each resource must. */
  readonly tagEachResource: boolean;
}

/** Ephemeral values and write-only arguments together came with 1.11. */
export const TERRAFORM_VERSION = '>= 1.11.0';

export class EnvironmentStack extends TerraformStack {
  readonly cloudName: CloudName;
  readonly tags: Readonly<Record<string, string>>;
  private readonly made = new Map<string, string>();
  private readonly outputScope: Construct;

  constructor(
    scope: App,
    id: string,
    private readonly settings: EnvironmentStackProps,
  ) {
    super(scope, id);
    this.cloudName = settings.cloudName;
    this.tags = settings.tags;
    this.outputScope = new Construct(this, 'output');
    configureBackend(this, settings.state);
    this.addOverride('terraform.required_version', TERRAFORM_VERSION);
  }

  /** The stack that a construct is in. */
  static containing(construct: IConstruct): EnvironmentStack {
    return TerraformStack.of(construct) as EnvironmentStack;
  }

  /** Tags that each resource must carry itself; absent where the provider sets them. */
  get resourceTags(): Readonly<Record<string, string>> | undefined {
    return this.settings.tagEachResource ? this.tags : undefined;
  }

  get namespace(): Namespace {
    return this.settings.namespace;
  }

  /** Makes a name; the same kind of name cannot be made for two things. */
  nameOf(limit: NameLimit, ...resource: string[]): string {
    const name = nameFor(limit, this.namespace, ...resource);
    if (!limit.pattern.test(name)) throw new Error(`${limit.kind} name "${name}" does not match ${limit.pattern}`);
    if (limit.shared) return name;
    const what = resource.join('/');
    const key = `${limit.kind} ${name}`;
    const other = this.made.get(key);
    if (other !== undefined && other !== what) throw new Error(`${key} is made for both "${other}" and "${what}"`);
    this.made.set(key, what);
    return name;
  }

  /** A named value of this stack, for people and for other stacks. */
  output(name: string, value: unknown, description: string): void {
    new TerraformOutput(this.outputScope, name, { value, description, staticId: true });
  }

  /** `network/public-a` is `network_public_a`; `Default`, or `Default:Service` among several kinds, is its parent's own. */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { scopes } = element instanceof Node ? element : element.node;
    const path = scopes.slice(scopes.indexOf(this) + 1).map((scope) => scope.node.id);
    return path
      .filter((part) => !/^Default(:|$)/.test(part))
      .join('_')
      .replace(/[^A-Za-z0-9_]/g, '_');
  }

  /** State given as a `cloud` block, or by the environment's own backend: never CDKTF's absolute local path. */
  override ensureBackendExists(): TerraformBackend {
    return this.settings.state.kind === 'cloud'
      ? (undefined as unknown as TerraformBackend)
      : super.ensureBackendExists();
  }

  /** Terraform merges two elements with one address in silence; here that is an error. */
  assertUniqueAddresses(): void {
    const seen = new Map<string, string>();
    for (const element of this.node.findAll().filter(TerraformElement.isTerraformElement)) {
      const address = addressOf(element);
      if (address === undefined) continue;
      const other = seen.get(address);
      if (other !== undefined)
        throw new Error(`${this.node.id}: ${address} is made by both ${other} and ${element.node.path}`);
      seen.set(address, element.node.path);
    }
  }

  /**
   * CDKTF resolves everything once more here, in search of tokens of other stacks. There are none: what crosses stacks are
   * named outputs.
   */
  override prepareStack(): void {
    this.ensureBackendExists();
  }

  /** How many resources Terraform will manage; data sources and ephemeral values are not counted. */
  resourceCount(): number {
    return this.node.findAll().filter(TerraformResource.isTerraformResource).length;
  }

  override toHclTerraform(): { hcl: string; metadata: Record<string, unknown> } {
    return hclOf(this);
  }
}

function addressOf(element: TerraformElement): string | undefined {
  const { friendlyUniqueId: id } = element;
  if (TerraformOutput.isTerraformOutput(element)) return `output.${id}`;
  if (element instanceof Ephemeral) return element.address;
  if (TerraformResource.isTerraformResource(element)) return `${element.terraformResourceType}.${id}`;
  if (TerraformDataSource.isTerraformDataSource(element)) return `data.${element.terraformResourceType}.${id}`;
  return undefined;
}
