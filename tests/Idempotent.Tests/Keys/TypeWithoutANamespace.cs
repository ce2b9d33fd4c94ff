internal sealed class TypeWithoutANamespace;
