namespace CostGuard.Core.Errors;

/// <summary>The offline explanation of one error code.</summary>
/// <param name="Code">"CG1003".</param>
/// <param name="Title">A few words.</param>
/// <param name="Why">Why CostGuard refuses or warns.</param>
/// <param name="Fix">What to do.</param>
public sealed record ErrorInfo(string Code, string Title, string Why, string Fix);

/// <summary>
/// Every code a person can meet. Ranges: 10xx reading billing files, 11xx connections, 13xx loads and snapshots, 14xx questions, forecasts, commitments, savings, 20xx configuration,
/// 21xx teams, 22xx budgets, 23xx schedules, 24xx allocation, 26xx alerts, 27xx invoices, close and reviews, 28xx savings and actions, 30xx reports, 40xx mail, 50xx command line.
/// Each room lists its own codes in a file of this folder.
/// </summary>
public static class ErrorCatalog
{
    /// <summary>All codes, in order.</summary>
    public static IReadOnlyList<ErrorInfo> All { get; } =
        [.. typeof(ErrorCatalog).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ErrorCatalog).Namespace && type.Name.EndsWith("Errors", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.Static))
            .Select(field => field.GetValue(null))
            .OfType<ErrorInfo>()
            .OrderBy(info => info.Code, StringComparer.Ordinal)];

    /// <summary>The explanation of a code, or null when there is no such code.</summary>
    public static ErrorInfo? Find(string code) => All.FirstOrDefault(info => string.Equals(info.Code, code, StringComparison.OrdinalIgnoreCase));
}
