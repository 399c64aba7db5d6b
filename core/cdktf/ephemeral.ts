/**
 * Ephemeral: a value that Terraform generates or reads while it runs, and writes to neither plan nor state. CDKTF has no
 * construct for it. Requires Terraform 1.11, which also takes it in write-only arguments.
 */
import { ref, TerraformElement, Token } from 'cdktf';
import type { Construct } from 'constructs';

export class Ephemeral extends TerraformElement {
  /**
   * @param type the provider's resource type: `random_password`
   * @param config arguments by Terraform's own names
   */
  constructor(
    scope: Construct,
    id: string,
    private readonly type: string,
    private readonly config: Readonly<Record<string, unknown>>,
  ) {
    super(scope, id, `ephemeral.${type}`);
  }

  get address(): string {
    return `ephemeral.${this.type}.${this.friendlyUniqueId}`;
  }

  /** An attribute, for write-only arguments and other ephemeral places only. */
  get(attribute: string): string {
    return Token.asString(ref(`${this.address}.${attribute}`, this.cdktfStack));
  }

  override toTerraform(): object {
    return { ephemeral: { [this.type]: { [this.friendlyUniqueId]: this.config } } };
  }
}
