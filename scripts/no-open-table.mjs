import ts from 'typescript';

// No plain object is a table that is keyed by ids or names: `{}['constructor']` is a function, and `__proto__` is no key at
// all. What is keyed by names that are not known beforehand is a Map; what has a closed set of names says so in its type, and
// is asked for a name from outside by `isKeyOf` (src/lib/own-key.ts).

const OPEN = ts.TypeFlags.String | ts.TypeFlags.TemplateLiteral | ts.TypeFlags.StringMapping;

/** Whether a key may be any text. */
function isOpen(checker, type) {
  const own = checker.getBaseConstraintOfType(type) ?? type;
  if (own.isUnion()) return own.types.some((each) => isOpen(checker, each));
  // `string & keyof T`, where a name was looked up before: as closed as its narrowest part.
  if (own.isIntersection()) return own.types.every((each) => isOpen(checker, each));
  return (own.flags & OPEN) !== 0;
}

/** Whether an object takes any text as a key. */
function isTable(checker, type) {
  const own = checker.getNonNullableType(checker.getBaseConstraintOfType(type) ?? type);
  if (own.isUnion()) return own.types.some((each) => isTable(checker, each));
  return checker.getIndexInfoOfType(own, ts.IndexKind.String) !== undefined;
}

/** @type {import('eslint').Rule.RuleModule} */
export default {
  meta: {
    type: 'problem',
    messages: {
      table: 'A plain object is no table keyed by ids or names: make it a Map, or close its type and ask `isKeyOf`.',
      claim: 'The type of this key is claimed, not proved: ask `isKeyOf` whether the table has it.',
      within: '`in` finds what every object inherits: ask `isKeyOf`, or use a Map.',
    },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    if (!program) return {};
    const checker = program.getTypeChecker();
    const typeOf = (node) => checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node));
    const isOpenKey = (node) => isOpen(checker, typeOf(node));
    return {
      MemberExpression(node) {
        if (!node.computed) return;
        const { object, property } = node;
        if (property.type === 'TSAsExpression' && isOpenKey(property.expression))
          context.report({ node: property, messageId: 'claim' });
        else if (isOpenKey(property) && isTable(checker, typeOf(object))) context.report({ node, messageId: 'table' });
      },
      ObjectPattern(node) {
        for (const each of node.properties)
          if (each.type === 'Property' && each.computed && isOpenKey(each.key) && isTable(checker, typeOf(node)))
            context.report({ node: each, messageId: 'table' });
      },
      "BinaryExpression[operator='in']"({ left }) {
        if (left.type !== 'PrivateIdentifier' && isOpenKey(left)) context.report({ node: left, messageId: 'within' });
      },
    };
  },
};
