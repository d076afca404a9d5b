using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CostGuard.Integration.Close;

/// <summary>An SMTP server that takes mails from clients which may die at any moment, and counts what it accepted: a message counts once its last dot is there.</summary>
internal sealed class CountingSmtpServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();

    public CountingSmtpServer()
    {
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Message-ID and recipient of every accepted mail, once for each time.</summary>
    public ConcurrentQueue<(string MessageId, string To)> Accepted { get; } = new();

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                _ = Task.Run(() => TalkAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using TcpClient held = client;
            await using NetworkStream stream = client.GetStream();
            using var reader = new StreamReader(stream, Encoding.Latin1);
            var to = new List<string>();
            await SayAsync(stream, "220 counting");
            while (await reader.ReadLineAsync() is { } line)
            {
                string verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb == "RCPT") to.Add(line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)]);
                if (verb is "RSET" or "MAIL") to.Clear();
                await SayAsync(stream, verb switch { "EHLO" => "250 SIZE 104857600", "DATA" => "354 go on", "QUIT" => "221 bye", _ => "250 ok" });
                if (verb == "QUIT") return;
                if (verb != "DATA") continue;
                if (await MessageIdAsync(reader) is not { } id) return;
                foreach (string each in to) Accepted.Enqueue((id, each));
                await SayAsync(stream, "250 2.0.0 queued");
            }
        }
        catch (Exception exception) when (exception is IOException or SocketException or ObjectDisposedException)
        {
            // The client was killed.
        }
    }

    // Null when the client went away before the last dot: then nothing was accepted.
    private static async Task<string?> MessageIdAsync(StreamReader reader)
    {
        string? id = null;
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line == ".") return id;
            if (id is null && line.StartsWith("Message-ID:", StringComparison.OrdinalIgnoreCase)) id = line["Message-ID:".Length..].Trim().Trim('<', '>');
        }

        return null;
    }

    private static async Task SayAsync(NetworkStream stream, string answer) => await stream.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"));
}
