using System.Security.Cryptography;
using System.Text;

namespace Idempotent.Redis.Scripts;

/// <summary>A Lua script, called by its hash. Redis runs nothing else while it runs one, so that each is one atomic step; its time stands still meanwhile.</summary>
/// <remarks>
/// Scripts are what a claim costs the server, so that those of the hot path say each thing once and make no functions. Offsets are those of <see cref="RecordBytes"/>, plus one. Numbers of eight
/// bytes are read and written by halves: the <c>struct</c> of Garnet knows no larger ones. 253402300799999999 is <see cref="Storing.StoreTime.Never"/>.
/// </remarks>
internal sealed class Script
{
    /// <summary>The server's time.</summary>
    public const string Now = """
        local time = redis.call('TIME')
        local now = time[1] * 1000000 + time[2]


        """;

    /// <param name="body">What it does.</param>
    /// <param name="isOwners">Whether it is what an owner writes about its own run.</param>
    public Script(string body, bool isOwners = false)
    {
        IsOwners = isOwners;
        Text = body.ReplaceLineEndings("\n");
#pragma warning disable CA5350 // Redis names scripts by their SHA-1.
        Hash = SHA1.HashData(Encoding.UTF8.GetBytes(Text));
#pragma warning restore CA5350
    }

    /// <summary>Whether it is what an owner writes about its own run.</summary>
    public bool IsOwners { get; }

    /// <summary>The whole text.</summary>
    public string Text { get; }

    /// <summary>The name that Redis gives it.</summary>
    public byte[] Hash { get; }
}
