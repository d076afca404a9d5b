using System.Data.Common;
using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.Queries;

/// <summary>Reads the answer of a <see cref="QueryPlan"/> without losing a digit.</summary>
internal static class CostAnswer
{
    // A decimal holds any number of 28 digits; with 29 it depends, which ExactSum finds out.
    private const int SafeDigits = 28;

    public static CostRow Read(DbDataReader reader, int keys)
    {
        var values = new string?[keys];
        for (int i = 0; i < keys; i++) values[i] = Text(reader, i);
        return new CostRow(values, Currency.Parse(reader.GetString(keys)), ReadCosts(reader, keys + 1), reader.IsDBNull(keys + 5) ? 0 : reader.GetInt64(keys + 5));
    }

    public static string? Text(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public static Costs ReadCosts(DbDataReader reader, int first) =>
        new(Amount(reader, first), Amount(reader, first + 1), Amount(reader, first + 2), Amount(reader, first + 3));

    /// <summary>Groups in ordinal order of their keys, null first, then currency.</summary>
    public static void Sort(List<CostRow> rows) => rows.Sort((left, right) =>
    {
        for (int i = 0; i < left.Keys.Count; i++)
        {
            int order = string.CompareOrdinal(left.Keys[i], right.Keys[i]);
            if (order != 0) return order;
        }

        return left.Currency.CompareTo(right.Currency);
    });

    /// <summary>"12.500000000000000000" as 12.5: zeros at the end are no digits of the amount.</summary>
    public static decimal Amount(string text)
    {
        ReadOnlySpan<char> digits = text.Contains('.', StringComparison.Ordinal) ? text.AsSpan().TrimEnd('0').TrimEnd('.') : text;
        if (digits.Length <= SafeDigits) return decimal.Parse(digits, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
        return Exact(ExactSum.Parse(digits.ToString()));
    }

    public static decimal Exact(ExactSum sum)
    {
        try
        {
            return sum.ToDecimal();
        }
        catch (OverflowException exception)
        {
            throw new CostGuardException(1, QueryErrors.TooManyDigits.At($"The sum {sum} has more than 28 digits."), inner: exception);
        }
    }

    private static decimal Amount(DbDataReader reader, int column) => reader.IsDBNull(column) ? 0m : Amount(reader.GetString(column));
}
