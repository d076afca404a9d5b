using System.Security.Cryptography;
using System.Text;
using CostGuard.Core.Values;

namespace CostGuard.Core.Close;

/// <summary>What charges of a month have in common that could be on one invoice.</summary>
/// <param name="InvoiceId">FOCUS InvoiceId; null while the provider names none.</param>
/// <param name="Provider">FOCUS ProviderName.</param>
/// <param name="Account">FOCUS BillingAccountId.</param>
/// <param name="Issuer">FOCUS InvoiceIssuerName.</param>
/// <param name="Currency">BillingCurrency.</param>
public sealed record ChargesKey(string? InvoiceId, string? Provider, string? Account, string? Issuer, Currency Currency)
{
    private const int Digits = 8;

    /// <summary>"c3f09a1b": a short name for people, the same on every machine and in every month.</summary>
    public string Name
    {
        get
        {
            // Absent and empty are different, and no text can hold the separator's role: each part is told with its length.
            string text = string.Concat(((string?[])[InvoiceId, Provider, Account, Issuer, Currency.Code]).Select(part => part is null ? "-;" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{part.Length}:{part};")));
            return string.Concat("c", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text))).AsSpan(0, Digits - 1));
        }
    }

    /// <summary>The key of lines.</summary>
    public static ChargesKey Of(BilledLines lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new ChargesKey(lines.InvoiceId, lines.Provider, lines.Account, lines.Issuer, lines.Currency);
    }
}

/// <summary>That charges belong to an invoice, because a person says so.</summary>
public sealed record ConfirmedMatch
{
    /// <summary>Number in the state database; 0 before it is stored.</summary>
    public long Id { get; init; }

    /// <summary>Billing month of the charges and of the invoice.</summary>
    public required BillingPeriod Period { get; init; }

    /// <summary>The charges.</summary>
    public required ChargesKey Charges { get; init; }

    /// <summary>Number of the invoice, in the charges' currency.</summary>
    public required string Invoice { get; init; }

    /// <summary>Σ BilledCost of the charges when it was confirmed, exact.</summary>
    public required decimal Billed { get; init; }

    /// <summary>Why, in words.</summary>
    public required string Text { get; init; }

    /// <summary>Who says so.</summary>
    public required string By { get; init; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset At { get; init; }
}
