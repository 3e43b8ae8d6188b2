/**
 * The contracts of the ports as tests, for every adapter and for embedders: {@link dev.rollcall.domain.contract.DirectoryContract}, {@link
 * dev.rollcall.domain.contract.RunsContract}, {@link dev.rollcall.domain.contract.RemoteUsersContract} and {@link
 * dev.rollcall.domain.contract.RemoteListingContract}. They need JUnit and AssertJ.
 */
package dev.rollcall.domain.contract;
