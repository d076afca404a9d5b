using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;

namespace CostGuard.Cli.Composition;

/// <summary>
/// Tells finance what providers changed in closed months, once for each restatement. What was told is known by the outbox alone, whose keys name
/// the restating load: asked again, or after a crash, nothing is told twice.
/// </summary>
public sealed class RestatedNotices(
    RestatementService restated, ICloseStore closings, ILedger ledger, ISnapshotStore snapshots, ICostQueries costs, IMailComposer composer, IOutbox outbox, MailSettings settings, CostGuardConfiguration configuration,
    PersonalMails personal, PeriodNews news, LateCorrections corrections)
{
    /// <summary>Queues what was not told yet; returns how many mails.</summary>
    public async Task<int> QueueAsync(DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (configuration.Closed.Count == 0 || configuration.FinanceTo.Count + configuration.Webhooks.Count == 0) return 0;
        int queued = 0;
        foreach (Core.Close.Restatement each in (await restated.ReadAsync(configuration, cancellationToken).ConfigureAwait(false)).Where(each => !IsSame(each) || each.IsOpen))
        {
            RestatedModel model = Model(each, (await closings.ReadAsync(cancellationToken).ConfigureAwait(false)).Of(each.Period));
            bool isTold = await ToldAsync(model, configuration.FinanceTo, cancellationToken).ConfigureAwait(false);
            if (IsSame(each) && isTold && configuration.FinanceTo.Count > 0) continue;
            model = model with { Moved = await MovedAsync(each, asOf, cancellationToken).ConfigureAwait(false) };
            // The same sum of the same teams, such as a file that was delivered again, is no news.
            if (IsSame(each) && model.Moved.Count == 0) continue;
            queued += await news.RestatedAsync(each, asOf, cancellationToken).ConfigureAwait(false);
            if (isTold) continue;
            MailDraft draft = RestatedMail.Render(await WithPartsAsync(model, each, cancellationToken).ConfigureAwait(false));
            foreach (MailDraft own in await personal.OfAsync(draft, asOf, cancellationToken).ConfigureAwait(false))
            {
                // As a reader wants it, but not when; and nobody twice who has changed how in between.
                if (await ToldAsync(model, own.To, cancellationToken).ConfigureAwait(false)) continue;
                if (await outbox.EnqueueAsync(composer.Compose(own with { NotBefore = null }, asOf), cancellationToken).ConfigureAwait(false)) queued++;
            }
        }

        return queued;
    }

    private static bool IsSame(Core.Close.Restatement each) => each.Difference.IsZero && each.Rest.IsZero;

    /// <summary>What moved between teams and is not charged yet, while the sum of it is 0: the prior-period lines of the month that is to charge it, to the cent.</summary>
    private async Task<IReadOnlyList<RestatedPart>> MovedAsync(Core.Close.Restatement each, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        if (!each.Rest.IsZero || !each.IsOpen) return [];
        LateCorrection[] teams = [.. (await corrections.OfSourceAsync(configuration, each.Period, each.Proposed, each.Source, asOf, cancellationToken).ConfigureAwait(false))
            .Where(team => team.Currency == each.Currency)];
        IReadOnlyList<decimal> amounts = TeamRounding.Foot([.. teams.Select(team => (team.Team, team.Billed))], null, each.Currency.MinorUnits);
        return [.. teams.Select((team, i) => new RestatedPart(TitleOf(team.Team), null, amounts[i])).Where(part => part.Amount != 0m)];
    }

    /// <summary>Whether all these readers were told, each alone or with others.</summary>
    private async Task<bool> ToldAsync(RestatedModel model, IReadOnlyList<string> readers, CancellationToken cancellationToken)
    {
        OutboxMessage? shared = await outbox.FindAsync(RestatedMail.Key(model), cancellationToken).ConfigureAwait(false);
        foreach (string reader in readers)
        {
            if (shared?.To.Contains(reader, StringComparer.OrdinalIgnoreCase) == true) continue;
            if (await outbox.FindAsync(RestatedMail.Key(model, reader), cancellationToken).ConfigureAwait(false) is null) return false;
        }

        return true;
    }

    private RestatedModel Model(Core.Close.Restatement each, Closing closing) => new()
    {
        Period = each.Period,
        Source = each.Source,
        Currency = each.Currency,
        AtClose = each.AtClose.ToDecimal(),
        Now = each.Now.ToDecimal(),
        Proposed = each.Proposed,
        Charged = [.. each.Charged.Select(part => new ChargedPart(part.In, part.Version, part.Amount.ToDecimal()))],
        Version = closing.Version,
        ClosedBy = closing.ClosedBy,
        Load = each.Current,
        Teams = [],
        Accounts = [],
        Company = configuration.Company.Company,
        To = configuration.FinanceTo,
        Snapshot = closing.Snapshot!.Value,
        Settings = settings,
    };

    /// <summary>The new load belongs to no team yet: its accounts are told by the teams that they belonged to when the month was closed.</summary>
    private async Task<RestatedModel> WithPartsAsync(RestatedModel model, Core.Close.Restatement each, CancellationToken cancellationToken)
    {
        if (each.Closed is not { } older || each.Current is not { } newer) return model;
        IReadOnlyList<CostRow> changed = await ledger.DiffAsync(older, newer, cancellationToken).ConfigureAwait(false);
        Dictionary<string, string> teams = await TeamsAsync(model, cancellationToken).ConfigureAwait(false);
        RestatedPart[] accounts = [.. changed.Where(row => row.Currency == each.Currency && row.Costs.Billed != 0m)
            .GroupBy(row => row.Keys[1] ?? "")
            .Select(account => new RestatedPart(account.Key.Length == 0 ? "no account" : account.Key, teams.GetValueOrDefault(account.Key, "no team then"), account.Sum(row => row.Costs.Billed)))
            .Where(part => part.Amount != 0m)];
        return model with { Accounts = accounts, Teams = [.. accounts.GroupBy(part => part.Team!).Select(team => new RestatedPart(team.Key, null, team.Sum(part => part.Amount)))] };
    }

    private async Task<Dictionary<string, string>> TeamsAsync(RestatedModel model, CancellationToken cancellationToken)
    {
        if (await snapshots.FindAsync(model.Snapshot.Value, cancellationToken).ConfigureAwait(false) is not { } snapshot) return [];
        var query = new CostQuery(DayRange.Of(model.Period), [new Dimension("subAccountId"), new Dimension("team")], [new CostFilter(new Dimension("source"), [model.Source.Value])]);
        return (await costs.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false))
            .GroupBy(row => row.Keys[0] ?? "")
            .ToDictionary(account => account.Key, account => account.Select(row => row.Keys[1]).Distinct().ToArray() is [var only] ? TitleOf(only) : "several teams", StringComparer.Ordinal);
    }

    private string TitleOf(string? team) => configuration.Teams.FirstOrDefault(each => each.Id.Value == team)?.Title ?? (team is null or "unallocated" ? "Unallocated" : team);
}
