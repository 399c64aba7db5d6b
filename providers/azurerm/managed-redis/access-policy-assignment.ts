/**
 * The right of an identity to sign in to an Azure Managed Redis, with every command on every key: the only policy that there
 * is. The provider has the resource since 4.60, and the bindings do not.
 * https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/resources/managed_redis_access_policy_assignment
 */
import { stringToHclTerraform, stringToTerraform, type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

export interface AccessPolicyAssignmentConfig extends TerraformMetaArguments {
  /** Id of the store. */
  readonly managedRedisId: string;
  /** Object id of the identity. */
  readonly objectId: string;
}

export class AccessPolicyAssignment extends TerraformResource {
  static readonly tfResourceType = 'azurerm_managed_redis_access_policy_assignment';

  constructor(
    scope: Construct,
    id: string,
    private readonly config: AccessPolicyAssignmentConfig,
  ) {
    super(scope, id, {
      ...config,
      terraformResourceType: AccessPolicyAssignment.tfResourceType,
      terraformGeneratorMetadata: { providerName: 'azurerm' },
    });
  }

  protected override synthesizeAttributes(): Record<string, unknown> {
    const { managedRedisId, objectId } = this.config;
    return { managed_redis_id: stringToTerraform(managedRedisId), object_id: stringToTerraform(objectId) };
  }

  protected override synthesizeHclAttributes(): Record<string, unknown> {
    const { managedRedisId, objectId } = this.config;
    const argument = (value: string) => ({
      value: stringToHclTerraform(value) as unknown,
      isBlock: false,
      type: 'simple',
      storageClassType: 'string',
    });
    return { managed_redis_id: argument(managedRedisId), object_id: argument(objectId) };
  }
}
