using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Core.Statements;

/// <summary>Charges months to teams: statements, and what is said of them elsewhere, from the same figures.</summary>
public sealed class ChargedMonths(ICostQueries costs, CloseService close, LateCorrections late)
{
    /// <summary>The month's groups of <see cref="StatementCharges.By"/>; none without data.</summary>
    public Task<IReadOnlyList<CostRow>> RowsAsync(StatementQuestion question, BillingPeriod period, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        return costs.QueryAsync(question.Snapshot, new CostQuery(DayRange.Of(period), StatementCharges.By, []), cancellationToken);
    }

    /// <summary>Charges groups that were read; corrections count as far as the month was open for them.</summary>
    /// <exception cref="CostGuardException">CG2720, exit code 6: teams and lines of invoices differ.</exception>
    public async Task<ChargedMonth> ChargeAsync(StatementQuestion question, BillingPeriod period, IReadOnlyList<CostRow> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        DateTimeOffset until = question.Configuration.Closed.FirstOrDefault(closing => closing.Period == period)?.ChangedAt ?? question.AsOf;
        IReadOnlyList<LateCorrection> corrections = await late.OfAsync(question.Configuration, period, until, cancellationToken).ConfigureAwait(false);
        IReadOnlyList<InvoiceStatement> invoices = await close.StatementsAsync(question.Snapshot, question.Book, period, cancellationToken).ConfigureAwait(false);
        return ChargedMonth.Of(period, rows, corrections, invoices);
    }
}
