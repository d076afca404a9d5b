using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CostGuard.Core.Errors;

namespace CostGuard.Collect.Azure;

/// <summary>
/// Scopes whose offer Cost Management does not serve, remembered between runs: asking each day would take quota for the same answer. They are asked
/// again after a week, since a subscription can move to another offer.
/// </summary>
internal sealed class UnsupportedScopes
{
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromDays(7);

    private readonly string? _file;
    private readonly DateTimeOffset _now;
    private readonly Dictionary<string, UnsupportedScope> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What is remembered.</summary>
    /// <param name="file">Full path of the file; null remembers nothing.</param>
    /// <param name="now">The moment of the run, UTC.</param>
    public UnsupportedScopes(string? file, DateTimeOffset now)
    {
        (_file, _now) = (file, now);
        if (file is null || !File.Exists(file)) return;
        try
        {
            foreach ((string scope, UnsupportedScope answer) in JsonSerializer.Deserialize(File.ReadAllText(file), UnsupportedJson.Default.DictionaryStringUnsupportedScope) ?? []) _known[scope] = answer;
        }
        catch (JsonException)
        {
            // A broken note only costs one more call.
        }
    }

    /// <summary>The answer of an earlier run; null when the scope is to be asked.</summary>
    public CostGuardException? Of(string scope)
    {
        if (!_known.TryGetValue(scope, out UnsupportedScope? answer) || _now - answer.At >= AskAgainAfter) return null;
        return new CostGuardException(7, AzureQueryErrors.Unsupported.At(string.Create(
            CultureInfo.InvariantCulture, $"{answer.Message} Answered on {answer.At.UtcDateTime:yyyy-MM-dd}; asked again on {(answer.At + AskAgainAfter).UtcDateTime:yyyy-MM-dd}, or once {_file} is removed.")));
    }

    /// <summary>Keeps the answer of this run.</summary>
    public void Remember(string scope, CostGuardException refusal)
    {
        if (_file is null || refusal.Problem.Code != AzureQueryErrors.Unsupported.Code || Of(scope) is not null) return;
        _known[scope] = new UnsupportedScope(_now, refusal.Problem.Message);
        Directory.CreateDirectory(Path.GetDirectoryName(_file)!);
        string half = $"{_file}.{Guid.NewGuid():N}";
        File.WriteAllText(half, JsonSerializer.Serialize(_known, UnsupportedJson.Default.DictionaryStringUnsupportedScope));
        File.Move(half, _file, overwrite: true);
    }
}

/// <summary>An answer that was given for a scope.</summary>
internal sealed record UnsupportedScope(DateTimeOffset At, string Message);

[JsonSerializable(typeof(Dictionary<string, UnsupportedScope>))]
internal sealed partial class UnsupportedJson : JsonSerializerContext;
