/** Resources of a stack as its Terraform JSON has them, for what reads them back. */

/** Arguments as they are written: their names and forms are the provider's. */
export type Arguments = Readonly<Record<string, unknown>>;

export interface Resource {
  /** `aws_iam_role.cluster_nodes` */
  readonly address: string;
  readonly type: string;
  readonly values: Arguments;
  /** The id of what it is a part of: `orders` of a database's servers, users and keys. */
  readonly partOf: string;
  /** Whether it is what it is a part of, rather than something beside it. */
  readonly isMain: boolean;
}

/** The parts of a stack's JSON that are read here. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Arguments>>>>;
  readonly provider?: Readonly<Record<string, readonly Arguments[]>>;
}

/** Where a resource stands in the stack: `shop-production-aws/orders/replica`. */
function placeOf(values: Arguments): Pick<Resource, 'partOf' | 'isMain'> {
  const { metadata } = (values['//'] ?? {}) as { readonly metadata?: { readonly path: string } };
  const [, partOf = '', ...further] = (metadata?.path ?? '').split('/');
  return { partOf, isMain: further.every((id) => id === 'Default') };
}

export class Resources {
  private readonly byType: ReadonlyMap<string, readonly Resource[]>;

  constructor(private readonly json: StackJson) {
    const { resource = {} } = json;
    this.byType = new Map(
      Object.entries(resource).map(([type, ids]) => [
        type,
        Object.entries(ids).map(([id, values]) => ({ address: `${type}.${id}`, type, values, ...placeOf(values) })),
      ]),
    );
  }

  get all(): Resource[] {
    return [...this.byType.values()].flat();
  }

  of(type: string): readonly Resource[] {
    return this.byType.get(type) ?? [];
  }

  /** The resource that an expression refers to, if it refers to no more than that. */
  at(expression: unknown): Resource | undefined {
    const address = addressIn(expression);
    return address === undefined
      ? undefined
      : this.of(address.slice(0, address.indexOf('.'))).find((one) => one.address === address);
  }

  /** Resources of a type whose argument refers to another one. */
  naming(type: string, argument: string, { address }: Resource): readonly Resource[] {
    return this.of(type).filter(({ values }) => this.at(values[argument])?.address === address);
  }

  /** Settings of the provider that makes a resource. */
  settingsOf({ type, values }: Resource): Arguments {
    const { provider = type.slice(0, type.indexOf('_')) } = values as { readonly provider?: string };
    const [name = '', alias] = provider.split('.');
    return this.json.provider?.[name]?.find((settings) => settings['alias'] === alias) ?? {};
  }

  /** What is looked up where an expression refers to what another stack has made. */
  lookedUpAt(expression: unknown): Arguments | undefined {
    const [, type = '', id = ''] = /^\$\{data\.(\w+)\.([\w-]+)\.\w+\}$/.exec(String(expression)) ?? [];
    return this.json.data?.[type]?.[id];
  }
}

/** The address in `${aws_iam_role.nodes.arn}`, and in `${one(….kubelet_identity[*].object_id)}`. */
export function addressIn(expression: unknown): string | undefined {
  return typeof expression === 'string'
    ? /^\$\{(?:one\()?([a-z]\w*\.[\w-]+)[.[\w*\]]*\)?\}$/.exec(expression)?.[1]
    : undefined;
}

/** An expression for people: `aws_s3_bucket.files/*` for `${aws_s3_bucket.files.arn}/*`. */
export const readable = (text: string): string =>
  text
    .replace(/\$\{(?!data\.)([a-z]\w*\.[\w-]+)\.(arn|id|name|member|resource_id|self_link)\}/g, '$1')
    .replace(/\$\{data\.\w+\.[\w-]+\.partition\}/g, 'aws');
