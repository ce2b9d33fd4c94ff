using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Idempotent.Generators.Parse;

/// <summary>
/// Models that outlive an edit which changes no declaration: one inside a method, or of a comment. The compiler asks for every model anew after each edit, since it can't know what a model was made from; it is made from declarations
/// alone, so only those of edited files are made again. Lives as long as the generator. Thread-safe.
/// </summary>
internal sealed class ParsedOnce<TModel>
{
    private readonly ConditionalWeakTable<Compilation, Models> _models = new();
    private volatile Models? _last;

    /// <summary>The model of a node, made by <paramref name="parse"/> if it must be.</summary>
    /// <param name="node">The node.</param>
    /// <param name="compilation">The compilation that it is in.</param>
    /// <param name="parse">Makes the model from the node and from declarations of the compilation, and reads no body of a method and no initializer that is not a constant's.</param>
    public TModel Get(SyntaxNode node, Compilation compilation, Func<TModel> parse)
    {
        if (!_models.TryGetValue(compilation, out var models))
        {
            models = _last = _models.GetValue(compilation, Next);
        }

        return models.Get(node, parse);
    }

    private Models Next(Compilation compilation) => new(compilation, _last);

    /// <summary>Those of one compilation.</summary>
    private sealed class Models
    {
        private readonly Declarations _declarations;
        private readonly ConcurrentDictionary<(SyntaxTree Tree, TextSpan Span), TModel> _known = new();

        public Models(Compilation compilation, Models? last)
        {
            _declarations = new(compilation);
            if (last is not null && _declarations.AreThoseOf(last._declarations, out var replaced))
            {
                foreach (var known in last._known)
                {
                    if (!replaced.Contains(known.Key.Tree))
                    {
                        _known.TryAdd(known.Key, known.Value);
                    }
                }
            }
        }

        public TModel Get(SyntaxNode node, Func<TModel> parse)
        {
            var key = (node.SyntaxTree, node.Span);
            if (!_known.TryGetValue(key, out var model))
            {
                model = parse();
                _known.TryAdd(key, model);
            }

            return model;
        }
    }
}
