/**
 * For what may go while that which uses it stays: Terraform destroys a resource before it updates those that referred to
 * it, unless the resource is to be created before it is destroyed.
 */
export const USERS_FIRST = { createBeforeDestroy: true } as const;
