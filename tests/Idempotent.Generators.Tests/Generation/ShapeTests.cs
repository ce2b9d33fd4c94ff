namespace Idempotent.Generators.Tests.Generation;

/// <summary>Every legal shape of a member that is only forwarded compiles with warnings as errors.</summary>
public sealed class ShapeTests
{
    public static TheoryData<string, string> Members => new()
    {
        { "generic method", "T Get<T>(T value); (T, U) Both<T, U>(T a, U b); T? Maybe<T>(T? value);" },
        { "every constraint", """
            void A<T>(T x) where T : class; void B<T>(T? x) where T : class?; void C<T>(T? x) where T : struct; void D<T>(T x) where T : notnull;
            void E<T>(T x) where T : unmanaged; void F<T>(T x) where T : new(); void G<T>(T? x) where T : Exception, IDisposable, new();
            void H<T, U>(T x, U y) where T : U where U : IComparable<U>?; void I<T>(scoped T x) where T : allows ref struct; void J<T>(T x) where T : Enum; void K<T>(T x) where T : struct, Enum, IFormattable;
            """ },
        { "defaults", """
            void A(bool a = true, char b = '\'', string c = "a\"\\\n\u2028", sbyte d = -1, byte e = 1, short f = -2, ushort g = 2, int h = int.MinValue, uint i = 3, long j = long.MinValue, ulong k = ulong.MaxValue);
            void B(float a = float.NaN, float b = 1.5f, float c = float.NegativeInfinity, double d = double.PositiveInfinity, double e = -0.1, decimal f = 1.10m, double g = double.Epsilon, double h = -0.0);
            void C(DayOfWeek a = DayOfWeek.Friday, DayOfWeek? b = DayOfWeek.Monday, int? c = null, int? d = 5, Guid e = default, CancellationToken f = default, string? g = null, string h = null!, object? i = null, nint j = 5, nuint k = 6);
            void D<T>(T? a = default, int b = 2) where T : class; void E<T>(T a = default!); void F<T>(T? a = null) where T : struct; void G(AttributeTargets t = (AttributeTargets)(-1), dynamic? d = null, (int, string)? t2 = null);
            """ },
        { "params", """
            void A(params int[] a); void B(string s, params object?[]? a); void C(params ReadOnlySpan<string> a); void D(params IEnumerable<int> a); void E(params List<string> a); int this[params string[] keys] { get; }
            """ },
        { "by reference", """
            void A(ref int a, out string b, in Guid c, ref readonly long d); ref int B(); ref readonly string C(ref string s); ref int D { get; } ref readonly int this[int i] { get; } void E(scoped ref int a, scoped Span<int> b, scoped in ReadOnlySpan<int> c, ref Span<int> d);
            Span<int> F(ReadOnlySpan<char> s); void G(in int a = 5);
            """ },
        { "flow attributes", """
            bool TryGet(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value); bool TryGet2<T>(string key, [System.Diagnostics.CodeAnalysis.MaybeNullWhen(false)] out T value);
            [return: System.Diagnostics.CodeAnalysis.MaybeNull] T Find<T>(); [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull("s")] string? Trim(string? s); void Set([System.Diagnostics.CodeAnalysis.AllowNull] string s, [System.Diagnostics.CodeAnalysis.DisallowNull] string? t);
            [System.Diagnostics.CodeAnalysis.AllowNull] string Name { get; set; } [System.Diagnostics.CodeAnalysis.MaybeNull] string Other { get; } [System.Diagnostics.CodeAnalysis.DoesNotReturn] void Fail(); void Assert([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool b);
            void Init([System.Diagnostics.CodeAnalysis.NotNull] ref string? s); void Keep<[System.Diagnostics.CodeAnalysis.DynamicallyAccessedMembers(System.Diagnostics.CodeAnalysis.DynamicallyAccessedMemberTypes.PublicMethods)] T>(); 
            """ },
        { "overloads", "void A(); void A(int a); void A(int a, string b = \"\"); void A(params int[] a); void A<T>(T a); void A<T>(List<T> a); void A(in long a); void A(object a); void A(string a); void A(string? a, params object[] b);" },
        { "events and properties", """
            event EventHandler? Changed; event Action<string?> Named; int Read { get; } int Write { set; } string? Both { get; set; } string this[int i] { get; set; } string this[string key, int i = 3] { get; } [System.Runtime.CompilerServices.IndexerName("Other")] int Plain { get; }
            """.Replace("[System.Runtime.CompilerServices.IndexerName(\"Other\")] ", "", StringComparison.Ordinal) },
        { "keywords and Unicode", "void @class(int @event, string @default = \"\", int @await = 1, int record = 2); int @int { get; set; } event Action? @lock; T @void<@struct, T>(T @ref); void Größe(int größe, int 数); void __(int _, int __); void field(int value, int field); int var(int var); void async(int async, int partial, int @scoped);" },
        { "names of locals", "[Idempotent] Task<int> Run([IdempotencyKey] string key, string fingerprint, string state, string token, int runtime, int inner, int _inner, int _runtime, int service, int s_run, int Item1, int Item3, int Rest, int ToString, CancellationToken ct);" },
        { "names of the wrapper", "int _inner { get; } int _runtime(); int s_ownAsync { get; } event Action? _ownsInner; void IShapeIdempotent(); string ToString(); bool Equals(object? o); int GetHashCode(); void Finalize(); object MemberwiseClone(); Type GetType(); void get_Value(); " },
        { "tuples and functions", "(int a, string? b) T((int x, (long y, string? z) inner) t); Func<int, string?> F(Action<(int a, int b)>? f); (int, int, int, int, int, int, int, int last) Big(); dynamic? D(dynamic d, List<dynamic> e); dynamic P { get; set; }" },
        { "unsafe", "unsafe void A(int* a, void** b); unsafe int* B { get; } unsafe delegate*<int, void> C(delegate* unmanaged[Cdecl]<int*, long> d); unsafe event Action<int*[]>? E; unsafe int this[char* c] { get; }" },
        { "obsolete", "[Obsolete] void A(); [Obsolete(\"no\", true)] void B(); [Obsolete(\"no\", true)] int P { get; set; } [Obsolete(\"x\")] event Action? E; [Obsolete(\"no\", true)] [Idempotent] Task<int> C([IdempotencyKey] string k);" },
        { "default implementations", "int A() => 1; int B { get => 2; set { } } event Action? E { add { } remove { } } sealed int C() => 3; private int D() => 4; static int S() => 5; static int P { get; set; } static event Action? SE; const int K = 1; class Nested { } enum Kind { One } static IShape Make() => null!; int this[int i] => i;" },
        { "internal members", "internal void A(); internal int P { get; set; } internal event Action? E;" },
        { "annotated shapes", """
            [Idempotent] void A([IdempotencyKey] string k); [Idempotent] int B([IdempotencyKey] string k); [Idempotent] Task C([IdempotencyKey] string k); [Idempotent] ValueTask D([IdempotencyKey] string k, CancellationToken ct); [Idempotent] ValueTask<string?> E([IdempotencyKey] string k, string? x = null);
            [Idempotent] Task<T?> F<T>([IdempotencyKey] string k, [IdempotencyIgnore] T? value) where T : class; [Idempotent] int? G(CancellationToken first, [IdempotencyKey] in Guid k, ref readonly int r, params string[] rest); [Idempotent] string? H([IdempotencyKey] int a, int b, int c, int d, int e, int f, int g, int h, int i, int j);
            [Idempotent] Task<(int a, string? b)> I([IdempotencyKey] string k, [IdempotencyIgnore] dynamic d, [IdempotencyIgnore] object o); [Idempotent] List<string?> J([IdempotencyKey] string k); [Idempotent] int[]? K([IdempotencyKey] string k);
            [Idempotent] Task<int> L(Order? order, Order other, string? note = null); [Idempotent] Task<int> M<TKey>([IdempotencyKey] TKey k, List<Order?>? orders, (int a, string b) pair) where TKey : IIdempotencyKeyPart;
            """ },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void Member_OfThisShape_Compiles(string shape, string members)
    {
        var generated = Generated.From($$"""
            public interface IShape
            {
                [Idempotent] Task<int> OwnAsync([IdempotencyKey] string own);
                {{members}}
            }
            public sealed class Order { [IdempotencyKey] public string Id { get; set; } = ""; public Order? Parent { get; set; } public Order Must { get; set; } = null!; public int[] Lines { get; set; } = []; }
            """).RequireClean();

        Assert.True(generated.Wrapper.Contains("class IShapeIdempotent", StringComparison.Ordinal), shape);
    }

    public static TheoryData<string, string> Sources => new()
    {
        { "file-scoped namespace", "namespace A.B; public interface I { [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "global namespace", "public interface I { [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "keyword namespace", "namespace @class.@event; public interface @interface { [Idempotent] Task @new([IdempotencyKey] string @string); }" },
        { "namespace X.Idempotent.Y", "namespace X.Idempotent.Y; public interface I { [global::Idempotent.Idempotent] Task RunAsync([global::Idempotent.IdempotencyKey] string k); } public class IdempotencyRuntime; public class IdempotentOperation<T>;" },
        { "namespace X.System", "namespace X.System.Threading { public interface I { [Idempotent] Task RunAsync([IdempotencyKey] string k); } public class Task; public class Microsoft; }" },
        { "user types named as ours", """
            namespace Shop;
            public class Task; public class String; public class Guid; public class TimeSpan; public class ValueTask<T>; public class KeyWriter; public class IdempotencyRuntime; public class Func; public class Obsolete : Attribute;
            public interface I { [Idempotent(ExpiresAfter = "1h")] System.Threading.Tasks.Task<int> RunAsync([IdempotencyKey] string k); Task Other(String s, Guid g, ValueTask<int> v); }
            """ },
        { "nested in generic", "public class Outer<T> where T : class { public class Mid<U> { public interface I<V> where V : T { [Idempotent] Task<int> RunAsync([IdempotencyKey] string k, [IdempotencyIgnore] List<V?> v); T? P { get; set; } U Do<X>(X x); } } }" },
        { "nested internal", "internal static class Outer { public interface I { [Idempotent] Task RunAsync([IdempotencyKey] string k); } }" },
        { "generic variance", "public interface IRepo<in T, out TResult> where T : notnull where TResult : class, new() { [Idempotent] Task RunAsync([IdempotencyKey] string k); TResult Get(T t); }" },
        { "generic result", "public interface IRepo<T> where T : struct { [Idempotent] Task<T?> RunAsync([IdempotencyKey] string k); [Idempotent] Task<Dictionary<T, U>> OtherAsync<U>([IdempotencyKey] string k); }" },
        { "inherited annotated generic", "public interface IRepo<T> { [Idempotent] Task<T> SaveAsync([IdempotencyKey] string k); } public interface IOrders : IRepo<string?>; public interface IMore : IRepo<int> { [Idempotent] Task MoreAsync([IdempotencyKey] string k); }" },
        { "diamond", "public interface IA { int X(); int P { get; } } public interface IB : IA { new int X(); } public interface IC : IA { new string P { get; } } public interface I : IB, IC { [Idempotent] Task RunAsync([IdempotencyKey] string k); new long X(); }" },
        { "same generic twice", "public interface IA<T> { T Get(); T P { get; set; } event Action<T>? E; T this[int i] { get; } } public interface I : IA<int>, IA<string> { [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "generic redeclared with T?", "public interface IA { T? X<T>(T? t); T? Y<T>(T? t) where T : class; T? Z<T>(T? t) where T : struct; T? W<T>(T? t) where T : Exception; T? V<T>(T? t) where T : notnull; void U<T>(T t) where T : class, new(); } public interface I : IA { [Idempotent] Task RunAsync([IdempotencyKey] string k); new T? X<T>(T? t); new T? Y<T>(T? t) where T : class; new T? Z<T>(T? t) where T : struct; new T? W<T>(T? t) where T : Exception; new T? V<T>(T? t) where T : notnull; new void U<T>(T t) where T : class, new(); }" },
        { "explicit defaults", "public interface IA { int X(); int P { get; } event Action E; int this[int i] { get; } } public interface I : IA { int IA.X() => 1; int IA.P => 2; event Action IA.E { add { } remove { } } int IA.this[int i] => i; [Idempotent] Task RunAsync([IdempotencyKey] string k); } public interface IAgain : IA { abstract int IA.X(); [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "default implementation annotated", "public interface I { [Idempotent] Task<int> RunAsync([IdempotencyKey] string k) => Task.FromResult(1); }" },
        { "disposable", "public interface I : IDisposable, IAsyncDisposable { [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "disposable redeclared", "public interface I : IDisposable { new void Dispose(); [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "collections", "public interface I : IList<string>, IReadOnlyList<string>, IDictionary<string, int> { [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "oblivious", "#nullable disable\npublic interface I { [Idempotent] Task<string> RunAsync([IdempotencyKey] string k, string other = null); T Get<T>(T t, string s = null) where T : class; string this[string s] { get; } event Action E; }" },
        { "obsolete interface", "[Obsolete(\"gone\", true)] public interface I { [Idempotent] Task RunAsync([IdempotencyKey] string k); } [Obsolete] public interface J { [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "experimental interface", "[System.Diagnostics.CodeAnalysis.Experimental(\"EXP1\")] public interface I { [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "CLS compliant", "[assembly: CLSCompliant(true)] namespace A { public interface I { [Idempotent] Task RunAsync([IdempotencyKey] string k, uint u = 3); } }" },
        { "type-level", "[Idempotent(Name = \"shop\")] public interface I : IDisposable { Task AAsync([IdempotencyKey] string k); [NaturallyIdempotent(\"reads\")] int Read(object o); [NonIdempotent(\"by design\")] void Send(); int P { get; } [Idempotent(Name = \"own\")] void B([IdempotencyKey] string k); }" },
        { "case twins", "namespace A { public interface IPay { [Idempotent] Task RunAsync([IdempotencyKey] string k); } public interface Ipay { [Idempotent] Task RunAsync([IdempotencyKey] string k); } public interface IPay<T> { [Idempotent] Task RunAsync([IdempotencyKey] string k); } } namespace a { public interface IPay { [Idempotent] Task RunAsync([IdempotencyKey] string k); } }" },
        { "name taken", "public interface IPay { [Idempotent] Task RunAsync([IdempotencyKey] string k); } public class IPayIdempotent; public class Outer { public interface IPay { [Idempotent] Task RunAsync([IdempotencyKey] string k); } } public interface Outer_IPay { [Idempotent] Task RunAsync([IdempotencyKey] string k); }" },
        { "partial", "public partial interface I { [Idempotent] Task AAsync([IdempotencyKey] string k); } public partial interface I { [Idempotent] Task BAsync([IdempotencyKey] string k); }" },
        { "class implements", "public interface I { Task<int> RunAsync(string id, int n = 3); int Other(); } public class C : I { [Idempotent(StoredExceptions = new[] { typeof(InvalidOperationException), typeof(C.Declined) })] public Task<int> RunAsync([IdempotencyKey] string orderId, int count) => throw new Declined(); public int Other() => 1; public sealed class Declined : Exception; }" },
        { "class implements explicitly", "public interface I { Task<int> RunAsync(string id); } public interface J : I { void More(); } public struct S : J { [Idempotent] Task<int> I.RunAsync([IdempotencyKey] string orderId) => Task.FromResult(1); public void More() { } }" },
        { "generic class", "public interface I<T> where T : class { Task<T?> RunAsync(string id); } public class C<TItem> : I<TItem> where TItem : class { [Idempotent] public Task<TItem?> RunAsync([IdempotencyKey] string id) => Task.FromResult<TItem?>(null); }" },
        { "generic class of two interfaces", "public interface IA<T> { Task AAsync(string id); } public interface IB<T> : IA<T> { Task BAsync(string id); } public class C<T> : IB<T> { [Idempotent] public Task AAsync([IdempotencyKey] string id) => Task.CompletedTask; [Idempotent] public Task BAsync([IdempotencyKey] string id) => Task.CompletedTask; }" },
        { "closed class", "public interface I<T> { Task<T> RunAsync(string id); } public class C : I<int>, I<string> { [Idempotent(Name = \"a\")] public Task<int> RunAsync([IdempotencyKey] string id) => Task.FromResult(1); [Idempotent(Name = \"b\")] Task<string> I<string>.RunAsync([IdempotencyKey] string id) => Task.FromResult(\"\"); }" },
        { "class and interface", "public interface I { [Idempotent(Name = \"i\", Lease = \"5s\")] Task RunAsync([IdempotencyKey] string id); } public class C : I { [Idempotent(Name = \"c\")] public Task RunAsync(string id) => Task.CompletedTask; } public class D : I { [Idempotent(Name = \"d\", Lease = \"5s\")] public virtual Task RunAsync([IdempotencyKey] string id) => Task.CompletedTask; } public class E : D { [Idempotent(Name = \"e\")] public override Task RunAsync(string id) => Task.CompletedTask; }" },
        { "reconcile", "public interface I { [Idempotent(WhenAbandoned = WhenAbandoned.Hold, Reconcile = nameof(FindAsync))] Task<int> RunAsync([IdempotencyKey] string id, CancellationToken ct = default); Task<Reconciled<int>> FindAsync(string id, CancellationToken ct); } public interface J { Task Go<T>(string id, T t); } public class C : J { [Idempotent(Reconcile = nameof(Find))] public Task Go<T>([IdempotencyKey] string id, [IdempotencyIgnore] T t) => Task.CompletedTask; internal Task<Reconciled<NoResult>> Find<T>(string id, T t) => Task.FromResult(Reconciled<NoResult>.Unknown); }" },
        { "every setting", "public class Declined(string why) : Exception(why); public abstract class Base : Exception; public interface I { [Idempotent(Name = \"n\\\"\\u00e9\", ExpiresAfter = \"7d\", Lease = \"1.5s\", WhenInProgress = WhenInProgress.Reject, WaitTimeout = \"0s\", WhenFailed = WhenFailed.Store, StoredExceptions = [typeof(Declined), typeof(Base)], WhenAbandoned = WhenAbandoned.Hold, MaxRunning = \"01:30:00\", MaxAttempts = 3, Transactional = true, Store = \"audit\", Key = IdempotencyKeySource.AllParameters)] Task RunAsync(string k); }" },
        { "serializer context", "using System.Text.Json.Serialization; public record R(int A); public interface I { [Idempotent] Task<R> RunAsync([IdempotencyKey] string k); [Idempotent] Task<List<string>?> ListAsync([IdempotencyKey] string k); } [JsonSerializable(typeof(R))] [JsonSerializable(typeof(List<string>))] internal partial class Json : JsonSerializerContext { public Json() : base(null) { } public static Json Default { get; } = new(); protected override System.Text.Json.JsonSerializerOptions? GeneratedSerializerOptions => null; public override System.Text.Json.Serialization.Metadata.JsonTypeInfo? GetTypeInfo(Type type) => null; }" },
    };

    [Theory]
    [MemberData(nameof(Sources))]
    public void Type_OfThisShape_Compiles(string shape, string source)
    {
        var generated = Generated.From(source).RequireClean();

        Assert.True(!generated.Registry.Contains("Refuse(", StringComparison.Ordinal), shape + generated.Registry);
    }
}
