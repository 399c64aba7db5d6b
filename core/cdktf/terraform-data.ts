/**
 * TerraformData: the resource of Terraform's own that keeps a value in the state. CDKTF's class for it runs
 * `terraform version` at every synthesis, and fails where there is no Terraform.
 */
import {
  AnyMap,
  anyToHclTerraform,
  anyToTerraform,
  hashMapper,
  hashMapperHcl,
  type TerraformMetaArguments,
  TerraformResource,
} from 'cdktf';
import type { Construct } from 'constructs';

export interface TerraformDataConfig extends TerraformMetaArguments {
  /** What it keeps. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** Replaces it when this changes. */
  readonly triggersReplace?: Readonly<Record<string, unknown>>;
}

export class TerraformData extends TerraformResource {
  static readonly tfResourceType = 'terraform_data';

  /** What it keeps, by the name that it has in `input`. */
  readonly output = new AnyMap(this, 'output');
  /** What it keeps. */
  input: TerraformDataConfig['input'];

  constructor(
    scope: Construct,
    id: string,
    private readonly config: TerraformDataConfig,
  ) {
    const terraformGeneratorMetadata = { providerName: 'terraform' };
    super(scope, id, { ...config, terraformResourceType: TerraformData.tfResourceType, terraformGeneratorMetadata });
    this.input = config.input;
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { input } = this;
    const { triggersReplace } = this.config;
    const print = hashMapper(anyToTerraform) as (value: unknown) => unknown;
    return { input: print(input), triggers_replace: print(triggersReplace) };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const { input } = this;
    const { triggersReplace } = this.config;
    const print = hashMapperHcl(anyToHclTerraform) as (value: unknown) => unknown;
    return { input: print(input), triggers_replace: print(triggersReplace) };
  }
}
