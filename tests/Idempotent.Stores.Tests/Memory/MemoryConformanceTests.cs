namespace Idempotent.Stores.Tests;

public sealed class MemoryConformanceTests : ConformanceTests<MemoryHarness>;
