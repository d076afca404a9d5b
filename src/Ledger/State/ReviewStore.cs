using System.IO.Compression;
using System.Text;
using CostGuard.Core.Actions;
using CostGuard.Core.Close;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reviews;
using CostGuard.Core.Values;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CostGuard.Ledger.State;

/// <summary>Reviews in the state database. Each change is one immediate transaction with its line of the audit log.</summary>
public sealed class ReviewStore(StateDbFactory factory) : IReviewStore
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Review>> ListAsync(CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        List<ReviewRow> reviews = await state.Reviews.AsNoTracking().OrderBy(row => row.Period).ToListAsync(cancellationToken).ConfigureAwait(false);
        List<ReviewEntryRow> entries = await state.ReviewEntries.AsNoTracking().OrderBy(row => row.Id).ToListAsync(cancellationToken).ConfigureAwait(false);
        ILookup<int, ReviewEntryRow> byMonth = entries.ToLookup(row => row.Period);
        return [.. reviews.Select(row => Of(row, byMonth[row.Period]))];
    }

    /// <inheritdoc/>
    public async Task<bool> SaveAsync(Review review, AuditEntry audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(review);
        ArgumentNullException.ThrowIfNull(audit);
        int period = CloseRows.Number(review.Period);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        ReviewRow? row = await state.Reviews.FindAsync([period], cancellationToken).ConfigureAwait(false);
        if ((row?.Revision ?? 0) != review.Revision) return false;
        if (row is null) state.Reviews.Add(row = New(review, period));
        (row.State, row.SnapshotId, row.ModelJson, row.Pack) = (review.State, review.Snapshot.Value, review.Model, review.Pack);
        (row.OpenedBy, row.OpenedAt, row.ClosedBy, row.ClosedAt) = (review.OpenedBy, review.OpenedAt, review.ClosedBy, review.ClosedAt);
        row.Revision = review.Revision + 1;
        foreach ((string team, string pack) in review.TeamPacks) state.ReviewPacks.Add(new ReviewPackRow { Period = period, Team = team, Pack = Packed(pack) });
        await PinAsync(state, review, cancellationToken).ConfigureAwait(false);
        Log(state, audit);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public async Task<string?> TeamPackAsync(BillingPeriod period, string team, CancellationToken cancellationToken)
    {
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        ReviewPackRow? row = await state.ReviewPacks.FindAsync([CloseRows.Number(period), team], cancellationToken).ConfigureAwait(false);
        return row is null ? null : Unpacked(row.Pack);
    }

    /// <inheritdoc/>
    public async Task<long> AddAsync(ReviewEntry entry, AuditEntry audit, CancellationToken cancellationToken) =>
        (await WriteAsync(entry, null, audit, cancellationToken).ConfigureAwait(false)).Id;

    /// <inheritdoc/>
    public async Task<(long Id, ActionItem Action)> AgreeAsync(ReviewEntry entry, ActionItem action, AuditEntry audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(action);
        (long id, ActionItem? made) = await WriteAsync(entry, action, audit, cancellationToken).ConfigureAwait(false);
        return (id, made!);
    }

    private async Task<(long Id, ActionItem? Action)> WriteAsync(ReviewEntry entry, ActionItem? action, AuditEntry audit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(audit);
        int period = CloseRows.Number(entry.Period);
        await using StateDb state = await factory.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using IDbContextTransaction transaction = await state.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        ReviewRow review = await state.Reviews.FindAsync([period], cancellationToken).ConfigureAwait(false)
            ?? throw new CostGuardException(8, ReviewErrors.NoReview.At($"There is no review of {entry.Period}."));
        if (review.State == ReviewState.Closed) throw new CostGuardException(9, ReviewErrors.Closed.At($"The review of {entry.Period} was closed by {review.ClosedBy}."));
        // A pack that is being rendered lacks this entry; it must not be kept as the closed one.
        review.Revision++;
        ActionRow? made = action is null ? null : await ActionStore.InsertAsync(state, action, cancellationToken).ConfigureAwait(false);
        ReviewEntryRow row = New(entry, period, made?.Id ?? entry.Action?.Number);
        state.ReviewEntries.Add(row);
        Log(state, audit);
        await state.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return (row.Id, made is null ? null : ActionRows.Of(made));
    }

    private static ReviewEntryRow New(ReviewEntry entry, int period, long? action) => new()
    {
        Period = period,
        Kind = entry.Kind,
        SubjectKind = entry.Subject?.Kind,
        Subject = entry.Subject?.Key,
        Text = entry.Text,
        Owner = entry.Owner,
        Due = entry.Due,
        Action = action,
        By = entry.By,
        At = entry.At,
    };

    // One pin a review: figures that were frozen anew let the older snapshot go.
    private static async Task PinAsync(StateDb state, Review review, CancellationToken cancellationToken)
    {
        string reason = $"review:{review.Period}";
        PinRow[] pins = await state.Pins.Where(pin => pin.Reason == reason).ToArrayAsync(cancellationToken).ConfigureAwait(false);
        state.Pins.RemoveRange(pins.Where(pin => pin.SnapshotId != review.Snapshot.Value));
        if (pins.All(pin => pin.SnapshotId != review.Snapshot.Value))
            state.Pins.Add(new PinRow { SnapshotId = review.Snapshot.Value, Reason = reason, PinnedAt = review.OpenedAt });
    }

    private static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private static string Unpacked(byte[] packed)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress), Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static ReviewRow New(Review review, int period) => new()
    {
        Period = period,
        SnapshotId = review.Snapshot.Value,
        ModelJson = review.Model,
        OpenedBy = review.OpenedBy,
        OpenedAt = review.OpenedAt,
    };

    private static Review Of(ReviewRow row, IEnumerable<ReviewEntryRow> entries) => new()
    {
        Period = CloseRows.Period(row.Period),
        State = row.State,
        Snapshot = new SnapshotId(row.SnapshotId),
        Model = row.ModelJson,
        OpenedBy = row.OpenedBy,
        OpenedAt = row.OpenedAt,
        ClosedBy = row.ClosedBy,
        ClosedAt = row.ClosedAt,
        Pack = row.Pack,
        Revision = row.Revision,
        Entries = [.. entries.Select(entry => new ReviewEntry
        {
            Id = entry.Id,
            Period = CloseRows.Period(entry.Period),
            Kind = entry.Kind,
            Subject = entry is { SubjectKind: { } kind, Subject: { } key } ? new ReviewSubject(kind, key) : null,
            Text = entry.Text,
            Owner = entry.Owner,
            Due = entry.Due,
            Action = entry.Action is { } number ? new ActionId(number) : null,
            By = entry.By,
            At = entry.At,
        })],
    };

    private static void Log(StateDb state, AuditEntry audit) =>
        state.Audit.Add(new AuditRow { At = audit.At, By = audit.By, Action = audit.Action, Subject = audit.Subject, Before = audit.Before, After = audit.After });
}
