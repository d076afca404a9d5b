using System.Threading.Channels;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Sql;

namespace CostGuard.Ledger.Loads;

/// <summary>Takes files that a reader understands: its batches become one Parquet file for each period, written on another thread.</summary>
internal sealed class ReaderSources(Staging staging, DuckSession duck, ReadOptions options, ImportFindings findings)
{
    // Batches read but not written yet: bounds memory when the disk is slower than the reader.
    private const int BatchesAhead = 8;

    /// <summary>Reads one file to its end.</summary>
    public async Task TakeAsync(
        IChargeReader reader, SourceFile file, int number, string sha256, Action<long> rowsDone, CancellationToken cancellationToken)
    {
        ReadSummary? summary = null;
        var writers = new Dictionary<BillingPeriod, LinesWriter>();
        try
        {
            var batches = Channel.CreateBounded<ChargeBatch>(new BoundedChannelOptions(BatchesAhead) { SingleReader = true, SingleWriter = true });
            Task writing = Task.Run(() => WriteAsync(batches.Reader, writers, number, rowsDone, cancellationToken), cancellationToken);
            Exception? failure = null;
            try
            {
                await foreach (ChargeBatch batch in reader.ReadAsync(file, options, done => summary = done, cancellationToken).ConfigureAwait(false))
                    await batches.Writer.WriteAsync(batch, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not ChannelClosedException)
            {
                failure = exception;
                throw;
            }
            finally
            {
                batches.Writer.TryComplete(failure);
                if (failure is null) await writing.ConfigureAwait(false);
                else await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            foreach (LinesWriter writer in writers.Values) writer.Close();
            await FinishAsync(file, number, sha256, summary ?? throw new InvalidOperationException($"The reader {reader.Key} gave no summary."), writers, cancellationToken)
                .ConfigureAwait(false);
        }
        finally
        {
            foreach (LinesWriter writer in writers.Values) writer.Dispose();
        }
    }

    private string PathOf(BillingPeriod period, int number) => Path.Combine(staging.FolderOf(period), "lines", FormattableString.Invariant($"{number:d4}.parquet"));

    private async Task WriteAsync(
        ChannelReader<ChargeBatch> batches, Dictionary<BillingPeriod, LinesWriter> writers, int number, Action<long> rowsDone, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (ChargeBatch batch in batches.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                if (!writers.TryGetValue(batch.Period, out LinesWriter? writer))
                {
                    string path = PathOf(batch.Period, number);
                    Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                    writers.Add(batch.Period, writer = new LinesWriter(path, batch));
                }

                writer.Write(batch);
                rowsDone(batch.Rows);
            }
        }
        catch
        {
            // The reading side must not wait for ever for room in the channel.
            while (batches.TryRead(out _) || await batches.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false)) { }
            throw;
        }
    }

    private async Task FinishAsync(
        SourceFile file, int number, string sha256, ReadSummary summary, Dictionary<BillingPeriod, LinesWriter> writers, CancellationToken cancellationToken)
    {
        findings.Refused += summary.RowsRejected;
        findings.Problems.AddRange(summary.Problems);
        findings.Cancelled.AddRange(summary.Cancelled);
        foreach ((BillingPeriod period, LinesWriter writer) in writers)
        {
            PeriodDraft draft = findings.DraftOf(period);
            if (string.CompareOrdinal(summary.FocusVersion, draft.FocusVersion) > 0) draft.FocusVersion = summary.FocusVersion;
            draft.Files.Add(new LoadFile(file.Name, sha256, file.Bytes, writer.Rows) { Version = file.Version });
            draft.Lines.Add(await LineAsync(period, number, file, cancellationToken).ConfigureAwait(false));
            foreach (RawTotal total in summary.Totals.Where(total => total.Period == period)) Add(draft, total, writer);
        }
    }

    // The residual is what rounding each row to 18 decimals moved. It can be no more than half a unit of the 18th decimal a row; if it is more,
    // it isn't rounding, and it is left out so that the control total fails.
    private static void Add(PeriodDraft draft, RawTotal total, LinesWriter writer)
    {
        ExactSum[] raw = [total.Billed, total.Effective, total.List, total.Contracted];
        ExactSum[] written = writer.Written.TryGetValue(total.Currency, out ExactCostSums? sums) ? sums.Sums : new ExactSum[FileSql.Costs.Count];
        var most = new ExactSum(5 * (System.Numerics.BigInteger)total.Rows, 19);
        ExactSum least = ExactSum.Zero - most;
        ExactSum[] residual = [.. raw.Zip(written, (r, w) => r - w).Select(rest => rest.CompareTo(most) <= 0 && rest.CompareTo(least) >= 0 ? rest : ExactSum.Zero)];
        draft.Add(total.Currency, total.Rows, raw, residual);
    }

    private async Task<LineFile> LineAsync(BillingPeriod period, int number, SourceFile file, CancellationToken cancellationToken)
    {
        string path = PathOf(period, number);
        FileSchema schema = await SchemaReader.ReadAsync(duck, path, file.Name, new Dictionary<string, string>(), null, cancellationToken).ConfigureAwait(false);
        var recipe = new FileRecipe
        {
            Path = "lines/" + Path.GetFileName(path),
            Name = file.Name,
            Bytes = new FileInfo(path).Length,
            ModifiedTicks = File.GetLastWriteTimeUtc(path).Ticks,
        };
        return new LineFile(recipe, path, null, new FileSql(schema), AllFast: false);
    }
}
